// Stands in for Metabase's API: 160 cards and 40 dashboards, as rows with numbers as ids and null for what is absent.

export interface Card {
  readonly id: number;
  readonly name: string;
  readonly type: 'question' | 'model';
  readonly description: string | null;
  readonly creator: { readonly email: string } | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly archived: boolean;
  /** The table that the card reads, unless it reads another card. */
  readonly table: { readonly name: string; readonly schema: string | null } | null;
  readonly source_card_id: number | null;
  readonly result_metadata: readonly Column[] | null;
}

export interface Column {
  readonly name: string;
  readonly description: string | null;
  readonly base_type: string;
}

export interface Dashboard {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly creator: { readonly email: string } | null;
  readonly created_at: string;
  /** A dashcard without a card is a heading. */
  readonly dashcards: readonly { readonly card_id: number | null }[];
}

const tables = ['orders', 'order_items', 'customers', 'products', 'sessions', 'returns'];
const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index, 9)).toISOString();

/** Every eighth card is a model, which the seven after it read. Every fortieth is archived. */
export async function readCards(): Promise<readonly Card[]> {
  return Array.from({ length: 160 }, (_, index): Card => {
    const isModel = index % 8 === 0;
    const name = tables[index % tables.length] ?? 'orders';
    return {
      id: index + 1,
      name: `${isModel ? 'Model' : 'Question'} ${index + 1}`,
      type: isModel ? 'model' : 'question',
      description: index % 3 === 0 ? null : `Card number ${index + 1}`,
      creator: index % 5 === 0 ? null : { email: 'finance@example.com' },
      created_at: day(index),
      updated_at: index % 4 === 0 ? null : day(index + 30),
      archived: index % 40 === 39,
      table: isModel ? { name, schema: index % 16 === 0 ? null : 'marts' } : null,
      source_card_id: isModel ? null : index - (index % 8) + 1,
      result_metadata: index % 7 === 0 ? null : [{ name: 'amount', description: null, base_type: 'type/Decimal' }],
    };
  });
}

/** Each dashboard has a heading and five cards, some of which are archived. */
export async function readDashboards(): Promise<readonly Dashboard[]> {
  return Array.from({ length: 40 }, (_, index): Dashboard => {
    const cards = Array.from({ length: 5 }, (_, place) => ({ card_id: ((index * 4 + place) % 160) + 1 }));
    return {
      id: index + 1,
      name: `Dashboard ${index + 1}`,
      description: index % 2 === 0 ? null : 'For the weekly meeting',
      creator: index % 6 === 0 ? null : { email: 'sales@example.com' },
      created_at: day(index),
      dashcards: [{ card_id: null }, ...cards],
    };
  });
}
