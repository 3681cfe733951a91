import type { DbtProject } from '../../dbt/dbt-project.js';

const day = 24 * 60 * 60 * 1000;
const oldDays = 7;

/** Doubts about a dbt project as a whole: a manifest that is old, a catalog that cannot be read. */
export function notesOfProject({ manifests, warnings }: DbtProject, now = Date.now()): readonly string[] {
  const old = manifests.flatMap(({ projectName, generatedAt }) => {
    const days = Math.floor((now - generatedAt.getTime()) / day);
    if (days <= oldDays) return [];
    const name = projectName === undefined ? 'the dbt project' : `the dbt project ${JSON.stringify(projectName)}`;
    return [`The manifest of ${name} is ${days.toLocaleString('en')} days old, of ${dateOf(generatedAt)}.`];
  });
  return [...old, ...warnings].map((note) => `note: ${note}`);
}

function dateOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** A state file keeps so many schemas. */
const mostSchemas = 1_000;

/** The schemas that a dbt project builds into, with their databases, in alphabetical order. */
export function schemasOf({ relations }: DbtProject): readonly string[] {
  const built = relations.filter(({ resourceType }) => resourceType !== 'source');
  const schemas = built.map(({ database, schema }) => [database, schema].filter(Boolean).join('.'));
  return [...new Set(schemas)].toSorted().slice(0, mostSchemas);
}

/**
 * A doubt about a project that builds into other schemas than that of the last publication did: a laptop's manifest was
 * probably taken for production's. Schemas that were added or renamed since are no reason for it.
 */
export function noteOfSchemas(schemas: readonly string[], former: readonly string[] | undefined): string | undefined {
  if (former === undefined || former.length === 0) return undefined;
  const kept = former.filter((schema) => schemas.includes(schema)).length;
  if (kept * 2 >= former.length) return undefined;
  return `note: The dbt project builds into ${list(schemas)}. With the last publication it was ${list(former)}: is this the manifest of another environment?`;
}

const shown = 3;

function list(schemas: readonly string[]): string {
  const rest = schemas.length - shown;
  return `${schemas.slice(0, shown).join(', ') || 'no schema'}${rest > 0 ? ` and ${rest} more` : ''}`;
}
