// The nodes to publish: all three kinds, with fields and references, as plain data.

const times = { createdAt: 1_700_000_000, lastModifiedAt: 1_700_000_500 };

export function makeNode(index) {
  const name = `Node number ${index}`;
  const url = `https://bi.example.com/items/${index}`;
  const description = `What item ${index} of the estate shows`;
  const upstream = [
    { kind: 'dbt', database: 'analytics', schema: 'marts', table: `fct_table_${index % 997}` },
    { kind: 'custom', integration: 'Bench', nodeType: 'Model', name: `Node number ${index >> 1}` },
  ];
  const fields = [
    { name: 'id', type: 'column', dataType: 'bigint' },
    { name: 'amount', description: 'EUR', type: 'measure', dataType: 'numeric' },
  ];
  const common = { integration: 'Bench', name, url, description, upstream };
  switch (index % 3) {
    case 0:
      return { kind: 'chart', nodeType: 'Question', ...common, ...times, owner: 'ana', tags: ['kpi'], fields };
    case 1:
      return { kind: 'dashboard', nodeType: 'Board', ...common, ...times, owner: 'ana', tags: [] };
    default:
      return { kind: 'datasource', nodeType: 'Model', ...common, createdAt: times.createdAt, table: 'orders', fields };
  }
}

export function* generateNodes(count) {
  for (let index = 0; index < count; index++) yield makeNode(index);
}
