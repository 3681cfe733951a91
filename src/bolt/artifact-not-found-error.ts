import { ParadimeError, show } from '../errors.js';

/** None of the runs that were looked at has the artifact. */
export class ArtifactNotFoundError extends ParadimeError {
  static {
    ArtifactNotFoundError.prototype.name = 'ArtifactNotFoundError';
  }
  override readonly code = 'ARTIFACT_NOT_FOUND';
  readonly slug: string;
  readonly path: string;
  /** How many runs were looked at. */
  readonly runs: number;

  constructor({ slug, path, runs, attempts }: ArtifactSearch) {
    super(
      runs === 0
        ? `The Bolt schedule ${show(slug)} has no runs. Check its slug, and that the API key belongs to its workspace.`
        : `None of the ${runs} newest runs of the Bolt schedule ${show(slug)} has ${path} of a command that succeeded. Check that the schedule runs dbt, or raise \`maxRuns\`.`,
      { attempts },
    );
    this.slug = slug;
    this.path = path;
    this.runs = runs;
  }
}

interface ArtifactSearch {
  readonly slug: string;
  readonly path: string;
  readonly runs: number;
  readonly attempts: number;
}
