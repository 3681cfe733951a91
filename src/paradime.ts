import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { CustomIntegrations } from './custom-integrations.js';
import { type Environment, readEnvironment } from './environment.js';
import { ConfigurationError } from './errors.js';
import type { ParadimeEvent } from './events.js';
import type { Definition } from './lineage/definition.js';
import type { NodeSource, PublishOptions } from './publish/options.js';
import { type PublishClient, type PublishReport, publish, publishNodes } from './publish/publish.js';
import type { CredentialsSource } from './transport/credentials.js';
import { parseEndpoint } from './transport/endpoint.js';
import { prepareOperation } from './transport/operation.js';
import { type RetryOptions, readRetryOptions } from './transport/retry.js';
import { createTransport, type RequestOptions } from './transport/transport.js';

export interface ParadimeOptions {
  /** Address of the API, as Paradime shows it: https, or http to this machine. Its path holds the company's token. */
  readonly endpoint: string | URL;
  readonly credentials: CredentialsSource;
  /** Time limit of one request, its whole answer included, in milliseconds. Default 60,000, as in the official client. */
  readonly timeoutMs?: number | undefined;
  /** When and how often a failed request is sent again; `false`: never. What is not safe to repeat is not repeated. */
  readonly retry?: RetryOptions | false | undefined;
  /** Used instead of the platform's `fetch`, for a proxy or a test for instance. */
  readonly fetch?: typeof fetch | undefined;
  /** Told what happens. An error that it throws changes nothing here: it surfaces as an uncaught one, as with `EventTarget`. */
  readonly onEvent?: ((event: ParadimeEvent) => void) | undefined;
  /** Permits use in a browser, where anyone who opens the page can read the credentials. Default false. */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

const longestTimeoutMs = 2 ** 31 - 1;

/** A client of Paradime's Custom Integration API. Holds no connection and needs no closing. */
export class Paradime {
  /** The API's operations, one by one. */
  readonly customIntegrations: CustomIntegrations;
  readonly #client: PublishClient;

  /** Throws a `ConfigurationError` for options that cannot work; its message repeats no secret. */
  constructor(options: ParadimeOptions) {
    const { endpoint, credentials, timeoutMs = 60_000, onEvent, dangerouslyAllowBrowser = false } = options ?? {};
    if (!dangerouslyAllowBrowser && 'window' in globalThis && 'document' in globalThis) {
      throw new ConfigurationError(
        'This looks like a browser, where anyone who opens the page can read the credentials. Use the client on a server, or pass `dangerouslyAllowBrowser: true`.',
      );
    }
    if (!(timeoutMs >= 1 && timeoutMs <= longestTimeoutMs)) {
      throw new ConfigurationError(`\`timeoutMs\` is ${timeoutMs}. Give milliseconds from 1 to ${longestTimeoutMs}.`);
    }
    const transport = createTransport({
      endpoint: parseEndpoint(endpoint),
      credentials,
      timeoutMs,
      retry: readRetryOptions(options?.retry),
      fetch: options?.fetch ?? ((input, init) => fetch(input, init)),
      onEvent,
    });
    this.customIntegrations = new CustomIntegrations(transport);
    this.#client = { transport, registry: this.customIntegrations, onEvent };
  }

  /**
   * A client for the endpoint and credentials in the environment: PARADIME_API_ENDPOINT, and PARADIME_API_KEY with
   * PARADIME_API_SECRET, or PARADIME_API_TOKEN; PARADIME_WORKSPACE_UID with a company's token. `overrides` win.
   *
   * Throws one `ConfigurationError` that names all variables that are missing.
   */
  static fromEnv(env: Environment = globalThis.process?.env ?? {}, overrides: Partial<ParadimeOptions> = {}): Paradime {
    const { endpoint, credentials } = readEnvironment(env, overrides);
    return new Paradime({
      ...overrides,
      endpoint: overrides.endpoint ?? endpoint,
      credentials: overrides.credentials ?? credentials,
    });
  }

  /** Runs any typed document, one of this package's or one that GraphQL Code Generator made of your own operations, and returns its data. */
  execute<Data>(
    document: TypedDocumentNode<Data, Readonly<Record<string, never>>>,
    variables?: Readonly<Record<string, never>>,
    options?: RequestOptions,
  ): Promise<Data>;
  execute<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
    options?: RequestOptions,
  ): Promise<Data>;
  async execute<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    options?: RequestOptions,
  ): Promise<Data> {
    const { data } = await this.#client.transport.run(prepareOperation(document, variables ?? {}), options);
    return data;
  }

  /**
   * Registers the integration as it is defined, then publishes its nodes: when this resolves, Paradime shows exactly
   * these. Checks come before any request. Until the last request the integration shows what it showed before.
   *
   * Throws an `InvalidNodesError` for nodes that cannot be published, and a `PublishError` for what fails once nodes were
   * sent.
   */
  async publish(definition: Definition, nodes: NodeSource, options: PublishOptions = {}): Promise<PublishReport> {
    return publish(this.#client, definition, nodes, options);
  }

  /** Publishes nodes of an integration that is registered already. What needs a definition is not checked. */
  async publishNodes(integrationUid: string, nodes: NodeSource, options: PublishOptions = {}): Promise<PublishReport> {
    return publishNodes(this.#client, integrationUid, nodes, options);
  }
}
