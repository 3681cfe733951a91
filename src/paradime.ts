import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Bolt, createBolt } from './bolt/bolt.js';
import { type Catalog, createCatalog } from './catalog.js';
import { CustomIntegrations } from './custom-integrations.js';
import { type Environment, readEnvironment } from './environment.js';
import { ConfigurationError, show } from './errors.js';
import type { ParadimeEvent } from './events.js';
import type { Definition } from './lineage/definition.js';
import { checkTypes } from './options.js';
import { checkPublishOptions, type NodeSource, type PublishOptions } from './publish/options.js';
import { type PublishClient, type PublishReport, publish, publishNodes } from './publish/publish.js';
import { Turns } from './registration/turns.js';
import { largeAnswerBytes } from './transport/answer.js';
import type { CredentialsSource } from './transport/credentials.js';
import { parseEndpoint } from './transport/endpoint.js';
import { prepareOperation } from './transport/operation.js';
import { type RetryOptions, readRetryOptions } from './transport/retry.js';
import { createTransport, type RequestOptions } from './transport/transport.js';

/** A client of Paradime's Custom Integration API. It holds no connection and does not need to be closed. */
export class Paradime {
  /** The operations of the API, one method for each. */
  readonly customIntegrations: CustomIntegrations;
  /** The artifacts that Bolt schedules leave behind, such as the manifest of dbt. */
  readonly bolt: Bolt;
  /** Paradime's catalog. */
  readonly catalog: Catalog;
  readonly #client: PublishClient;

  /** Throws a `ConfigurationError` for options that cannot work. Its message contains no secret. */
  constructor(options: ParadimeOptions) {
    const { endpoint, credentials, timeoutMs = 60_000, onEvent, dangerouslyAllowBrowser = false } = options ?? {};
    if (!dangerouslyAllowBrowser && 'window' in globalThis && 'document' in globalThis) {
      throw new ConfigurationError(
        'In a browser anyone can read the credentials. Use the client on a server, or pass `dangerouslyAllowBrowser: true`.',
      );
    }
    checkTypes({ ...options }, { fetch: 'function', onEvent: 'function', dangerouslyAllowBrowser: 'boolean' });
    if (!(typeof timeoutMs === 'number' && timeoutMs >= 1 && timeoutMs <= longestTimeoutMs)) {
      throw new ConfigurationError(
        `\`timeoutMs\` must be from 1 to ${longestTimeoutMs} milliseconds (got ${show(timeoutMs)}).`,
      );
    }
    const transport = createTransport({
      endpoint: parseEndpoint(endpoint),
      credentials,
      timeoutMs,
      retry: readRetryOptions(options?.retry),
      fetch: options?.fetch ?? ((input, init) => fetch(input, init)),
      onEvent,
    });
    const turns = new Turns();
    this.customIntegrations = new CustomIntegrations(transport, turns);
    this.bolt = createBolt(transport);
    this.catalog = createCatalog(transport);
    this.#client = { transport, registry: this.customIntegrations, turns, onEvent };
  }

  /**
   * Creates a client from the environment: the endpoint from PARADIME_API_ENDPOINT, the credentials from
   * PARADIME_API_KEY and PARADIME_API_SECRET or from PARADIME_API_TOKEN, and PARADIME_WORKSPACE_UID for a company's
   * token. `overrides` take precedence.
   *
   * Throws one `ConfigurationError` that names all missing variables.
   */
  static fromEnv(env: Environment = globalThis.process?.env ?? {}, overrides: Partial<ParadimeOptions> = {}): Paradime {
    const { endpoint, credentials } = readEnvironment(env, overrides ?? {});
    return new Paradime({
      ...overrides,
      endpoint: overrides?.endpoint ?? endpoint,
      credentials: overrides?.credentials ?? credentials,
    });
  }

  /**
   * Runs a typed document and returns its data: one of this package's, or one that GraphQL Code Generator made from
   * your own operation.
   */
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
    const { data } = await this.#client.transport.run(prepareOperation(document, variables ?? {}), {
      ...options,
      maxBytes: largeAnswerBytes,
    });
    return data;
  }

  /**
   * Registers the integration as it is defined, then publishes its nodes. When this resolves, Paradime shows exactly
   * these nodes. Until the last request it shows the former ones. An array of nodes is checked before any request,
   * other sources as they are read.
   *
   * Throws an `InvalidNodesError` for nodes that cannot be published, and a `PublishError` for a failure after the
   * first request with nodes.
   */
  async publish(definition: Definition, nodes: NodeSource, options: PublishOptions = {}): Promise<PublishReport> {
    checkPublishOptions(options);
    return publish(this.#client, definition, nodes, options);
  }

  /** Publishes nodes of an integration that is already registered. Checks that need a definition are skipped. */
  async publishNodes(integrationUid: string, nodes: NodeSource, options: PublishOptions = {}): Promise<PublishReport> {
    checkPublishOptions(options);
    return publishNodes(this.#client, integrationUid, nodes, options);
  }
}

/** Options of a client. Only `endpoint` and `credentials` are required. */
export interface ParadimeOptions {
  /**
   * Address of the API, as Paradime shows it: https, or http to this machine. Its path contains the company's token.
   */
  readonly endpoint: string | URL;
  /** API key and secret or a bearer token, or a function that returns them. */
  readonly credentials: CredentialsSource;
  /**
   * Time limit of one request in milliseconds, until its whole answer has arrived. Default 60,000, as in the official
   * client.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * When and how often a failed request is sent again; `false` means never. A request that is not safe to repeat is not
   * repeated.
   */
  readonly retry?: RetryOptions | false | undefined;
  /** Replaces the platform's `fetch`, for a proxy or a test for instance. */
  readonly fetch?: typeof fetch | undefined;
  /**
   * Called with each event. If it throws, the call is unaffected and the error is reported as uncaught, as with
   * `EventTarget`.
   */
  readonly onEvent?: ((event: ParadimeEvent) => void) | undefined;
  /** Allows use in a browser, where anyone who opens the page can read the credentials. Default false. */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

const longestTimeoutMs = 2 ** 31 - 1;
