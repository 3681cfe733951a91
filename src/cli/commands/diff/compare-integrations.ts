import type { FileIntegration } from '../../../files/read-integration.js';
import { toManifestText } from '../../../plan/manifest.js';
import { Planner } from '../../../plan/plan-publication.js';
import { type Changes, collectRecords, detailPlan, ownName } from '../../changes/changes.js';
import { listedNodes } from '../../changes/listed-nodes.js';
import { PackedTexts } from '../publish/packed-texts.js';

/**
 * Compares two versions of an integration. Each is read twice: once to find which nodes differ, of which only manifest
 * entries are kept, and once for the contents of those that are listed.
 */
export async function compareIntegrations(was: FileIntegration, is: FileIntegration): Promise<Changes> {
  const texts = new PackedTexts();
  for await (const node of iterate(was)) texts.add(toManifestText(node));
  const planner = new Planner(is.definition, { definition: was.definition, texts }, listedNodes);
  for await (const node of iterate(is)) planner.add(node);
  const own = ownName(was.definition, is.definition);
  return await detailPlan(
    planner.finish(),
    { definition: was.definition, recordsOf: (ids) => collectRecords(was.nodes, ids, own) },
    is,
  );
}

function iterate({ nodes }: FileIntegration) {
  return typeof nodes === 'function' ? nodes() : nodes;
}
