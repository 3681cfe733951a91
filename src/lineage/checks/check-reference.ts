import { show } from '../../errors.js';
import { isRecord } from '../../is-record.js';
import { asText, type Issue } from '../issue.js';
import { type DbtReference, isNativeNodeType, nativeNodeTypes, type Reference } from '../reference.js';
import { didYouMean } from '../suggest.js';
import { isBlank, isTextOrAbsent, notAnAttribute, type Report } from './attribute-checks.js';

/** Finds the errors of the reference at `side[index]` of a node. */
export function checkReference(reference: Reference, side: string, index: number, report: Report): void {
  switch (reference?.kind) {
    case 'dbt':
      checkTableName(reference, side, index, report);
      break;
    case 'native':
      if (!isNativeNodeType(reference.nodeType)) {
        const nodeType: unknown = reference.nodeType;
        const message = `Paradime has no native node type ${show(nodeType)}${didYouMean(nodeType, Object.keys(nativeNodeTypes))}`;
        report('unknown-native-node-type', [side, index, 'nodeType'], message);
      }
      break;
    case 'custom': {
      const { integration, nodeType } = reference;
      const isObject = typeof integration === 'object';
      if (isBlank(isObject ? integration?.uid : integration)) {
        const message = 'must be the name of an integration, or { uid }';
        report('incomplete-reference', [side, index, 'integration'], message);
      } else if (isObject) checkParts(integration, 'uid', report, side, index, 'integration');
      if (isBlank(nodeType))
        report(
          'incomplete-reference',
          [side, index, 'nodeType'],
          'must be a non-empty string: the name of a node type',
        );
      break;
    }
    default:
      report('incomplete-reference', [side, index], 'must be a reference; make one with dbt(), native() or custom()');
      return;
  }
  checkParts(reference, reference.kind, report, side, index);
  if (reference.kind !== 'dbt' && isMissing(reference.name) && isMissing(reference.id)) {
    const message = `must have a name, an id or both: the reference to a ${asText(reference.nodeType)} has neither`;
    report('incomplete-reference', [side, index], message);
  }
}

/** The three names by which a table may be referred to, in words. */
const tableNames = {
  table: 'the name of the table',
  model: 'the name of a model, seed or snapshot',
  source: 'the names of a source and its table, such as shop.customers',
};

function checkTableName(reference: DbtReference, side: string, index: number, report: Report): void {
  const { table, model, source, schema, database } = reference;
  const part = isAbsent(model) ? (isAbsent(source) ? 'table' : 'source') : 'model';
  const isAlone = part === 'table' || [table, part === 'model' ? source : model, schema, database].every(isAbsent);
  if (!isAlone) {
    const message = `must have a ${part} alone: its table, schema and database are those of the dbt project`;
    report('incomplete-reference', [side, index], message);
  } else if (isBlank(reference[part])) {
    report('incomplete-reference', [side, index, part], `must be a non-empty string: ${tableNames[part]}`);
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

type Parts<Part extends PropertyKey> = Readonly<Record<Part, 'own' | 'string'>>;

/** The parts of references, and of an integration that is given by its uid. An `own` part has a check of its own. */
const parts = {
  dbt: { kind: 'own', table: 'own', schema: 'string', database: 'string', model: 'own', source: 'own' },
  native: { kind: 'own', nodeType: 'own', name: 'string', id: 'string' },
  custom: { kind: 'own', integration: 'own', nodeType: 'own', name: 'string', id: 'string' },
  uid: { uid: 'own', name: 'string' },
} as const satisfies { readonly [Kind in Reference['kind']]: Parts<keyof Extract<Reference, { kind: Kind }>> } & {
  readonly uid: Parts<'uid' | 'name'>;
};

/**
 * Finds unknown parts, and values of the wrong type. There may be very many references, so nothing is allocated for one
 * that is right: `where` goes into the path of an issue.
 */
function checkParts(whole: object, what: keyof typeof parts, report: Report, ...where: Issue['path']): void {
  if (!isRecord(whole)) return;
  const known: Readonly<Record<string, string>> = parts[what];
  for (const part in whole) {
    const type = known[part];
    if (type === 'own') continue;
    const value = whole[part];
    if (typeof value === type || value === undefined || value === null) continue;
    if (type === 'string') report('invalid-attribute', [...where, part], 'must be a string');
    else report('unknown-attribute', [...where, part], notAnAttribute(part, `${what} reference`, known));
  }
}

function isMissing(text: unknown): boolean {
  return isTextOrAbsent(text) && isBlank(text);
}
