// Written by `paradime-integrations types`. Do not edit it: run the command again.
// @ts-nocheck: it needs no checking, and skipping that saves time
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated

import type {} from 'paradime-integrations';

declare module 'paradime-integrations' {
  interface Register {
    tables: {
      /** Everyone who ever bought something. */
      'crm.customers': true;
      /** Everyone who ever bought something. */
      'customers': true;
      /** One row for each order. */
      'marts.orders': true;
      /** Money that went back. */
      'marts.refunds': true;
      /** One row for each order. */
      'orders': true;
      /** Money that went back. */
      'refunds': true;
    };
    models: {
      /** One row for each order. */
      'orders': true;
      /** Money that went back. */
      'refunds': true;
    };
    sources: {
      'crm': {
        /** Everyone who ever bought something. */
        'customers': true;
      };
    };
  }
}
