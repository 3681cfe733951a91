import { dbt, defineIntegration, native } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { keepPicture, picture, startBrowser } from './support/browser.js';
import { countsOf, publishTo, readEstate, sandboxWith, superset } from './support/published.js';

const browser = startBrowser();

describe('published integrations', () => {
  test('the example is drawn with all nodes and edges', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url);
    const counts = countsOf(superset.definition, superset.nodes);
    await expect.poll(() => picture(page).nodes.count()).toBe(counts.nodes);
    await expect.poll(() => picture(page).edges.count()).toBe(counts.edges);
    expect(counts.nodes).toBeGreaterThan(30);
    await keepPicture(page, 'example');
  });

  test('a Metabase estate is drawn with all nodes, edges and issues', async () => {
    const estate = await readEstate();
    await using sandbox = await sandboxWith(estate);
    await using page = await browser.open(sandbox.url);
    const counts = countsOf(estate.definition, estate.nodes);
    expect(counts).toStrictEqual({ nodes: 18, edges: 14 });
    await expect.poll(() => picture(page).nodes.count()).toBe(counts.nodes);
    await expect.poll(() => picture(page).edges.count()).toBe(counts.edges);
    await page
      .getByRole('region', { name: 'Issues' })
      .getByRole('button', { name: /^Dummy.*has the same stable id as/ })
      .click();
    await expect.poll(() => picture(page).panel.getByRole('heading', { name: 'Dummy' }).count()).toBe(1);
    expect(await picture(page).panel.textContent()).toContain('has the same stable id as');
    await keepPicture(page, 'estate-issue');
  });

  test('tables, native nodes and nodes of other integrations have their own shapes, and missing nodes stand out', async () => {
    const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Dag: { kind: 'dashboard', icon: 'flows' } } });
    const tool = defineIntegration({ name: 'Tool', nodeTypes: { Report: { kind: 'chart', color: 'LEAF' } } });
    const load = airflow.node('Dag', { name: 'load' });
    const report = tool.node('Report', {
      name: 'report',
      upstream: [
        dbt('orders'),
        native('TableauWorkbook', { name: 'Sales' }),
        load,
        airflow.ref('Dag', 'gone'),
        tool.ref('Report', 'never made'),
      ],
    });
    await using sandbox = await sandboxWith(
      { definition: tool, nodes: [report] },
      { definition: airflow, nodes: [load] },
    );
    await using page = await browser.open(sandbox.url);
    await picture(page).nodes.first().waitFor();
    const shape = async (name: string) => [
      await picture(page).card(name).getAttribute('data-role'),
      await picture(page).card(name).locator('.outline path').getAttribute('d'),
    ];
    const shapes = await Promise.all(['report', 'orders', 'Sales', 'load', 'gone', 'never made'].map(shape));
    expect(shapes.map(([role]) => role)).toStrictEqual(['NODE', 'TABLE', 'NATIVE', 'CUSTOM', 'MISSING', 'MISSING']);
    expect(new Set(shapes.slice(0, 4).map(([, outline]) => outline)).size).toBe(4);
    await keepPicture(page, 'shapes');
    // The panel of a node links to its integration if that is published here.
    await picture(page).card('load').click();
    await page.getByRole('button', { name: 'Show in Airflow' }).click();
    await expect.poll(() => picture(page).nodes.count()).toBe(1);
    expect(page.url()).toContain('integration=Airflow');
  });
});

describe('when there is no lineage to draw', () => {
  test('nothing is published: the page explains how to publish, and updates', async () => {
    await using sandbox = await startSandbox();
    await using page = await browser.open(sandbox.url);
    await page.getByRole('heading', { name: 'Nothing has been published yet' }).waitFor();
    expect(await page.textContent('main')).toContain(`PARADIME_API_ENDPOINT=${sandbox.endpoint}`);
    await keepPicture(page, 'nothing-published');
    await publishTo(sandbox, superset);
    await expect.poll(() => picture(page).nodes.count()).toBeGreaterThan(30);
  });

  test('an integration has no nodes: the page says so', async () => {
    await using sandbox = await sandboxWith({ definition: superset.definition, nodes: [] });
    await using page = await browser.open(sandbox.url);
    await page.getByRole('heading', { name: 'Superset has no nodes' }).waitFor();
  });

  test('the sandbox stops: the drawing remains, and the page says so', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open(sandbox.url, { expected: 'Failed to load resource' });
    await picture(page).nodes.first().waitFor();
    await sandbox.close();
    await page.getByText('The sandbox is not responding. This page reconnects automatically.').waitFor();
    expect(await picture(page).nodes.count()).toBeGreaterThan(30);
  });

  test('the sandbox never answers: the page says what to do', async () => {
    await using sandbox = await sandboxWith(superset);
    await using page = await browser.open('about:blank', { expected: 'Failed to load resource' });
    await page.route('**/sandbox/graphql', (route) => route.abort());
    await page.goto(sandbox.url);
    await page.getByRole('heading', { name: 'The sandbox is not responding' }).waitFor();
    expect(await page.textContent('main')).toContain(`--port ${new URL(sandbox.url).port}`);
    await keepPicture(page, 'not-responding');
    await page.unroute('**/sandbox/graphql');
    await expect.poll(() => picture(page).nodes.count(), { timeout: 15_000 }).toBeGreaterThan(30);
  });
});
