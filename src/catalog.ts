import { RefreshCatalogDocument } from './generated/graphql.js';
import { prepareOperation } from './transport/operation.js';
import { requireOk } from './transport/require-ok.js';
import type { RequestOptions, Transport } from './transport/transport.js';

/** Paradime's catalog. */
export interface Catalog {
  /**
   * Starts a refresh of the catalog in the background, and does not wait for its end. Whether published nodes need it to
   * be shown is unknown.
   */
  refresh(options?: RequestOptions): Promise<void>;
}

/** Creates `paradime.catalog`. */
export function createCatalog(transport: Transport): Catalog {
  return {
    async refresh({ signal } = {}) {
      const operation = prepareOperation(RefreshCatalogDocument, {});
      // A second refresh does no harm, so it is sent again if its answer is lost.
      const { data, ...result } = await transport.run(operation, { signal, permissionHint, repeatable: true });
      requireOk(operation.name, data.refreshCatalog, result, "Check the API key's capability.");
    },
  };
}

const permissionHint = 'Which capability this needs is not documented; ask Paradime.';
