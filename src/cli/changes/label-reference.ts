import { isReferenceTo } from '../../lineage/node-index.js';
import type { CustomReference, DbtReference, Reference } from '../../lineage/reference.js';

/**
 * Describes a reference by name, such as `dbt marts.orders` or `Question "Revenue"`. The integration is left out where it
 * is `own`. State files hold these strings, so a changed form makes kept references look changed.
 */
export function labelReference(reference: Reference, own: string | undefined): string {
  switch (reference.kind) {
    case 'dbt':
      return labelTable(reference);
    case 'native':
      return `${reference.nodeType} ${identity(reference)}`;
    case 'custom': {
      const isOwn = own !== undefined && isReferenceTo(own, reference) && typeof reference.integration === 'string';
      return `${isOwn ? '' : `${integrationOf(reference)}: `}${reference.nodeType} ${identity(reference)}`;
    }
  }
}

function labelTable({ database, schema, table, model, source }: DbtReference): string {
  const what = model !== undefined ? 'dbt model' : source !== undefined ? 'dbt source' : 'dbt';
  return `${what} ${[database, schema, table ?? model ?? source].filter(Boolean).join('.')}`;
}

function identity({ name, id }: { readonly name?: string | undefined; readonly id?: string | undefined }): string {
  if (!name) return `(id ${JSON.stringify(id ?? '')})`;
  return `${JSON.stringify(name)}${id ? ` (id ${JSON.stringify(id)})` : ''}`;
}

function integrationOf({ integration }: CustomReference): string {
  return typeof integration === 'string' ? integration : `${integration.name ?? ''} (uid ${integration.uid})`.trim();
}
