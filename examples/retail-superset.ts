// The lineage of a shop's Superset, as a nightly job would declare it: datasets that read dbt tables, charts on the
// datasets, dashboards of the charts, and the tools before and after Superset.

import { custom, dbt, defineIntegration, type Node, native, type ReferenceInput } from 'paradime-integrations';

export const superset = defineIntegration({
  name: 'Superset',
  logoUrl: 'https://superset.apache.org/img/superset-logo-horiz-apache.svg',
  nodeTypes: {
    Dataset: { kind: 'datasource', icon: 'th', color: 'ORANGE' },
    Chart: { kind: 'chart', icon: 'timeline-bar-chart', color: 'TEAL' },
    Dashboard: { kind: 'dashboard', icon: 'dashboard', color: 'VIOLET' },
  },
});

const base = 'https://superset.example.com';

function dataset(table: string, description: string, columns: Readonly<Record<string, string>>) {
  return superset.node('Dataset', {
    name: `marts.${table}`,
    description,
    url: `${base}/tablemodelview/list/?filter=${table}`,
    database: 'analytics',
    schema: 'marts',
    table,
    upstream: [dbt({ database: 'analytics', schema: 'marts', table })],
    fields: Object.entries(columns).map(([name, dataType]) => ({ name, type: 'column', dataType })),
  });
}

const orders = dataset('fct_orders', 'One row per order', {
  order_id: 'bigint',
  customer_id: 'bigint',
  ordered_at: 'timestamp',
  status: 'varchar',
  amount: 'numeric',
});
const orderItems = dataset('fct_order_items', 'One row per product in an order', {
  order_id: 'bigint',
  product_id: 'bigint',
  quantity: 'int',
  price: 'numeric',
});
const customers = dataset('dim_customers', 'One row per customer', {
  customer_id: 'bigint',
  country: 'varchar',
  first_order_at: 'timestamp',
  lifetime_value: 'numeric',
});
const products = dataset('dim_products', 'One row per product', {
  product_id: 'bigint',
  category: 'varchar',
  supplier: 'varchar',
});
const stock = dataset('fct_stock_daily', 'Stock of each product at the end of a day', {
  product_id: 'bigint',
  day: 'date',
  quantity: 'int',
});
const sessions = dataset('fct_web_sessions', 'One row per visit of the shop', {
  session_id: 'varchar',
  customer_id: 'bigint',
  channel: 'varchar',
  started_at: 'timestamp',
});
const returns = dataset('fct_returns', 'One row per returned product', {
  order_id: 'bigint',
  product_id: 'bigint',
  reason: 'varchar',
});
const budget = superset.node('Dataset', {
  name: 'uploads.marketing_budget',
  description: 'Uploaded each month by marketing',
  url: `${base}/tablemodelview/list/?filter=marketing_budget`,
  upstream: [native('FivetranConnector', { name: 'marketing_budget_sheet' })],
  fields: [
    { name: 'month', type: 'column', dataType: 'date' },
    { name: 'channel', type: 'column', dataType: 'varchar' },
    { name: 'budget', description: 'EUR', type: 'measure', dataType: 'numeric' },
  ],
});

let lastChart = 100;

function chart(name: string, owner: string, upstream: readonly Node[], tags: readonly string[] = []) {
  const id = ++lastChart;
  return superset.node('Chart', {
    name,
    owner,
    tags: [...tags, 'superset'],
    url: `${base}/explore/?slice_id=${id}`,
    createdAt: new Date('2024-02-01T09:00:00Z'),
    lastModifiedAt: '2025-10-17T16:20:00+02:00',
    upstream,
  });
}

const revenue = chart('Revenue per month', 'finance@example.com', [orders], ['kpi']);
const revenueByCountry = chart('Revenue by country', 'finance@example.com', [orders, customers]);
const averageOrder = chart('Average order value', 'finance@example.com', [orders], ['kpi']);
const openOrders = chart('Open orders', 'operations@example.com', [orders]);
const topProducts = chart('Top products', 'merchandising@example.com', [orderItems, products]);
const margin = chart('Margin by category', 'merchandising@example.com', [orderItems, products], ['kpi']);
const newCustomers = chart('New customers', 'marketing@example.com', [customers], ['kpi']);
const lifetimeValue = chart('Customer lifetime value', 'marketing@example.com', [customers]);
const retention = chart('Retention by cohort', 'marketing@example.com', [customers, orders]);
const conversion = chart('Conversion by channel', 'marketing@example.com', [sessions, orders], ['kpi']);
const budgetUse = chart('Budget against revenue', 'marketing@example.com', [budget, orders]);
const lowStock = chart('Products low in stock', 'operations@example.com', [stock, products]);
const stockValue = chart('Value of the stock', 'operations@example.com', [stock, products], ['kpi']);
const returnRate = chart('Return rate', 'operations@example.com', [returns, orderItems]);
const returnReasons = chart('Reasons of returns', 'operations@example.com', [returns]);

function dashboard(
  name: string,
  owner: string,
  upstream: readonly ReferenceInput[],
  downstream: readonly ReferenceInput[] = [],
) {
  return superset.node('Dashboard', {
    name,
    owner,
    url: `${base}/superset/dashboard/${name.toLowerCase().replaceAll(' ', '-')}/`,
    createdAt: 1_706_778_000, // epoch seconds work too
    upstream,
    downstream,
  });
}

const reportMail = custom({ integration: 'Airflow', nodeType: 'Task', name: 'send_weekly_report' });

const dashboards = [
  dashboard('Executive overview', 'finance@example.com', [revenue, averageOrder, newCustomers, margin], [reportMail]),
  dashboard('Finance', 'finance@example.com', [revenue, revenueByCountry, averageOrder, budgetUse]),
  dashboard('Marketing', 'marketing@example.com', [newCustomers, lifetimeValue, retention, conversion, budgetUse]),
  dashboard('Merchandising', 'merchandising@example.com', [topProducts, margin, stockValue]),
  dashboard('Warehouse', 'operations@example.com', [openOrders, lowStock, stockValue]),
  dashboard('Returns', 'operations@example.com', [returnRate, returnReasons, superset.ref('Chart', 'Top products')]),
];

export const nodes: readonly Node[] = [
  ...[orders, orderItems, customers, products, stock, sessions, returns, budget],
  ...[revenue, revenueByCountry, averageOrder, openOrders, topProducts, margin, newCustomers, lifetimeValue],
  ...[retention, conversion, budgetUse, lowStock, stockValue, returnRate, returnReasons],
  ...dashboards,
];
