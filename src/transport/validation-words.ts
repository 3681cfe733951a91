/** How the validation of GraphQL servers (graphql-js, and graphql-core of Python) reports that a document does not fit the schema. */
export const validationWords = {
  field: 'Cannot query field',
  otherField: 'Unknown field',
  argument: 'Unknown argument',
  type: 'Unknown type',
  directive: 'Unknown directive',
  inputField: 'is not defined by type',
  variable: 'in position expecting type',
  requiredArgument: 'is required, but it was not provided',
} as const;

const schemaGap = new RegExp(Object.values(validationWords).join('|'));

/** Whether a server's error message says that the document does not fit its schema. */
export function reportsSchemaGap(message: string): boolean {
  return schemaGap.test(message);
}
