import { dirname } from 'node:path';

/** The part of TypeScript's language service that is used here, which the compiler of this repository no longer has. */
interface TypeScript {
  readonly createLanguageService: (host: object) => {
    getCompletionsAtPosition(
      file: string,
      position: number,
      options: object,
    ): { readonly entries: readonly { readonly name: string }[] } | undefined;
    getCompletionEntryDetails(
      ...args: readonly [string, number, string, object, undefined, object, undefined]
    ): { readonly documentation?: readonly { readonly text: string }[] } | undefined;
  };
  readonly ModuleKind: { readonly NodeNext: number };
  readonly ScriptTarget: { readonly ES2023: number };
  readonly ScriptSnapshot: { fromString(text: string): object };
  readonly getDefaultLibFilePath: (options: object) => string;
  readonly sys: {
    readonly fileExists: (file: string) => boolean;
    readonly readFile: (file: string) => string | undefined;
    readonly directoryExists: (folder: string) => boolean;
    readonly getDirectories: (folder: string) => string[];
  };
}

interface Completions {
  /** What an editor offers, sorted. */
  readonly names: readonly string[];
  /** What it shows about the first one. */
  readonly description: string;
}

/** What an editor offers at the `|` in this code. `others` are the contents of further files of the program. */
export function completionsOf(
  ts: TypeScript,
  file: string,
  code: string,
  others: Readonly<Record<string, string>>,
): Completions {
  const position = code.indexOf('|');
  const files: Readonly<Record<string, string>> = { ...others, [file]: code.replace('|', '') };
  const read = (name: string): string | undefined => files[name] ?? ts.sys.readFile(name);
  const service = ts.createLanguageService({
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getScriptFileNames: () => Object.keys(files),
    getScriptVersion: () => '1',
    getScriptSnapshot: (name: string) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(file),
    getCompilationSettings: () => ({
      ...{ strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: ['node'] },
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name: string) => name in files || ts.sys.fileExists(name),
    readFile: read,
  });
  const entries = service.getCompletionsAtPosition(file, position, {})?.entries ?? [];
  const names = entries.map(({ name }) => name).toSorted();
  const details = service.getCompletionEntryDetails(file, position, names[0] ?? '', {}, undefined, {}, undefined);
  return { names, description: (details?.documentation ?? []).map(({ text }) => text).join('') };
}
