// Checks 100,000 nodes with 300,000 references and prints how long this and parsing them takes, as the median of five runs.
// Argument: where the references lead.

import { checkNodes, defineIntegration } from 'paradime-integrations';

const count = 100_000;
const definition = defineIntegration({ name: 'Bench', nodeTypes: { Question: { kind: 'chart' } } });
const targets = {
  right: (index, step) => `Question ${Math.max(0, index - step)}`,
  dangling: (index, step) => `Qestion ${index - step}`,
  cyclic: (index, step) => `Question ${(index + step) % count}`,
};
const nameOf = targets[process.argv[2]];
const nodes = Array.from({ length: count }, (_, index) => ({
  kind: 'chart',
  nodeType: 'Question',
  name: `Question ${index}`,
  url: `https://bi.example.com/items/${index}`,
  upstream: [1, 7, 31].map((step) => ({
    kind: 'custom',
    integration: 'Bench',
    nodeType: 'Question',
    name: nameOf(index, step),
  })),
}));
const text = JSON.stringify(nodes);

function median(work) {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return times.toSorted((a, b) => a - b)[2];
}

console.log(
  JSON.stringify({ library: median(() => checkNodes(definition, nodes)), parse: median(() => JSON.parse(text)) }),
);
