/**
 * The words in which the validation of GraphQL servers (graphql-js, and graphql-core of Python) reports what a document
 * has and the server's schema does not.
 */
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

/** Whether an error of a server says that its schema does not fit the document. */
export function reportsSchemaGap(message: string): boolean {
  return schemaGap.test(message);
}
