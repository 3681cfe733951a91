import { type ChartNode, defineIntegration } from 'paradime-integrations';

/** The integration that most tests publish. */
export const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: {
    Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
    Question: { kind: 'chart', icon: 'pie-chart', color: 'TEAL' },
    Dashboard: { kind: 'dashboard' },
  },
});

export function questions(count: number): readonly ChartNode[] {
  return Array.from({ length: count }, (_, index) => metabase.node('Question', { name: `Question ${index}` }));
}
