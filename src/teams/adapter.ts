import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Failure } from '../desk/retry.ts';
import type { Sender } from './door.ts';
import { createRecent } from './recent.ts';

/** Who the bot is to Teams, and where tokens come from. `local` stands in for Microsoft's login on one machine. */
export type Identity = {
  botId: string;
  tenantId: string;
  type: 'SingleTenant' | 'UserAssignedMSI';
  password: () => string;
  local: { openIdUrl: string; issuer: string; tokenUrl: string; serviceUrl: string } | null;
};

/** What a turn answers over HTTP. */
export type TurnAnswer = { status: number; body?: unknown };
type Outgoing = { abortSignal?: AbortSignal };
type Sending = (request: Outgoing) => Promise<unknown>;
type Pipeline = {
  removePolicy(policy: { name: string }): void;
  addPolicy(policy: { name: string; sendRequest: (request: Outgoing, next: Sending) => Promise<unknown> }): void;
};
type Renewable = { getToken?: (isFresh: boolean) => Promise<string> };
type Logic = (context: TurnContext) => Promise<void>;

// Far less than a lease lasts: whoever waits for an answer for longer would be taken for dead, and another would send the same.
const patienceMs = 10_000;

// An address for each organisation and region that the bot serves; more would be somebody's attempt to fill the memory.
const mostConnectors = 200;
// What the SDK gives the turns of Teams' public cloud: CallerIdConstants of botframework-schema.
const callerId = 'urn:botframework:azure';

type Admitted = Exclude<Parameters<CloudAdapter['processActivity']>[0], string>;

// The SDK's class keeps the one method that takes an activity and gives back the answer to itself.
class ReceivingAdapter extends CloudAdapter {
  async receive(admitted: Admitted, activity: Activity, logic: Logic): Promise<TurnAnswer> {
    const response: InvokeResponse | undefined = await this.processActivity(admitted, activity, logic);
    return { status: response?.status ?? 200, body: response?.body };
  }
}

/**
 * Builds the adapter: `receive` runs a turn for an activity whose sender the door has let in; `connectorFor` gives the client of a service URL.
 * The SDK's own check of tokens is never asked: it would fetch keys for anybody, once for each who asks, and waits for them without end.
 */
export function createAdapter(identity: Identity) {
  const factory = credentialsOf(identity);
  const authentication = new ConfigurationBotFrameworkAuthentication(endpointsOf(identity), factory);
  const adapter = new ReceivingAdapter(authentication);
  const connectors = createRecent<Promise<ConnectorClient>>(mostConnectors);

  function receive({ claims }: Sender, activity: Activity, logic: Logic): Promise<TurnAnswer> {
    const claimsIdentity = new ClaimsIdentity(
      Object.entries(claims).map(([type, value]) => ({ type, value: String(value) })),
      true,
    );
    const audience = AuthenticationConstants.ToChannelFromBotOAuthScope;
    // The SDK would build another client for each turn, which sends again by itself.
    return adapter.receive({ audience, callerId, claimsIdentity, connectorFactory: { create: connectorFor } }, activity, logic);
  }

  /** The connector client of a service URL, with one attempt an attempt, which ends in ten seconds: retrying is decided elsewhere. */
  async function connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    const { href } = new URL(serviceUrl);
    const known = connectors.get(href);
    if (known) return known;
    const created = createConnector(href);
    connectors.set(href, created);
    created.catch(() => connectors.delete(href));
    return created;
  }

  async function createConnector(serviceUrl: string): Promise<ConnectorClient> {
    const claims = new ClaimsIdentity([{ type: 'aud', value: identity.botId }], 'Bot');
    const client = await authentication
      .createConnectorFactory(claims)
      .create(serviceUrl, AuthenticationConstants.ToChannelFromBotOAuthScope);
    attemptOnce(client);
    return client;
  }

  /** Fetches a token anew, as the connector clients do, to see whether the bot can log in. Throws what the login has said. */
  async function freshToken(): Promise<void> {
    const { ToChannelFromBotOAuthScope: scope, ToChannelFromBotLoginUrl: login } = AuthenticationConstants;
    const credentials = await factory.createCredentials(identity.botId, scope, identity.local?.tokenUrl ?? login, true);
    await (credentials as Renewable).getToken?.(true);
  }

  return { receive, connectorFor, freshToken };
}

/** Takes the SDK's hidden retries out of one of its clients, and ends each of its attempts in ten seconds. */
export function attemptOnce(client: object): void {
  const { client: inner, credentials } = client as { client: { pipeline: Pipeline }; credentials: Renewable };
  const { pipeline } = inner;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  let renewing: Promise<unknown> | null = null;
  const renewed = () => {
    renewing ??= Promise.resolve(credentials.getToken?.(true))
      .catch(() => null)
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };
  // A token may be refused before it ends, as after a change of secrets: the next attempt shows a fresh one.
  pipeline.addPolicy({
    name: 'fresh token',
    sendRequest: (request, next) =>
      next(request).catch(async (error) => {
        if (error.statusCode === 401) await renewed();
        throw error;
      }),
  });
  pipeline.addPolicy({
    name: 'patience',
    sendRequest: (request, next) => next(Object.assign(request, { abortSignal: patientWith(request) })),
  });
}

function patientWith({ abortSignal }: Outgoing): AbortSignal {
  const patience = AbortSignal.timeout(patienceMs);
  return abortSignal ? AbortSignal.any([abortSignal, patience]) : patience;
}

/** Gives the connector client of a service URL. */
export type ConnectorFor = ReturnType<typeof createAdapter>['connectorFor'];

/**
 * How a call of the connector failed: without a status the connection broke, or what came was no answer, and nothing is known. Null for an error
 * of another kind. The code is `error.code` of the body, or the `subCode` in its message: both are documented, and both have been seen
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
 */
export function failureOf(error: unknown): Failure | null {
  const { statusCode, code, name, response } = error as {
    statusCode?: number;
    code?: string;
    name?: string;
    response?: { bodyAsText?: string | null; headers?: { get(name: string): string | undefined } };
  };
  if (statusCode === undefined && code !== 'REQUEST_SEND_ERROR' && name !== 'AbortError') return null;
  const seconds = Number(response?.headers?.get('retry-after'));
  const [, subCode = null] = /"subCode": {0,4}"(\w{1,60})"/.exec((response?.bodyAsText ?? '').slice(0, 4_000).replaceAll('\\', '')) ?? [];
  return {
    status: statusCode !== undefined && statusCode >= 400 ? statusCode : null,
    code: subCode ?? (typeof code === 'string' ? code : null),
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  };
}

/** What Teams is asked for; null if that is gone, or the bot is no longer in it. Other refusals say nothing of it: 403 `BadArgument` was a fault of the service for hours. */
export async function ifThere<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (statusCode === 404 || code === 'BotNotInConversationRoster') return null;
    throw error;
  }
}

/** What Teams is asked for; null while it is away. */
export async function unlessAway<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (failureOf(error) === null) throw error;
    return null;
  }
}

function endpointsOf({ local }: Identity): Record<string, string | boolean> {
  if (!local) return {};
  return {
    ToBotFromChannelOpenIdMetadataUrl: local.openIdUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: local.openIdUrl,
    ToBotFromChannelTokenIssuer: local.issuer,
    ToChannelFromBotLoginUrl: local.tokenUrl,
    ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
    OAuthUrl: local.tokenUrl,
    CallerId: 'urn:botframework:azure',
    ValidateAuthority: false,
  };
}

function credentialsOf({ botId, password, tenantId, type, local }: Identity): ServiceClientCredentialsFactory {
  if (local) return localCredentials(botId, password(), local.tokenUrl);
  const options = { MicrosoftAppId: botId, MicrosoftAppPassword: password(), MicrosoftAppTenantId: tenantId, MicrosoftAppType: type };
  return new ConfigurationServiceClientCredentialFactory(options) as unknown as ServiceClientCredentialsFactory;
}

// Fetches the token that the local connector wants to see, and keeps it until a minute before it ends.
function localCredentials(botId: string, secret: string, tokenUrl: string): ServiceClientCredentialsFactory {
  let known: Promise<{ token: string; until: number }> | null = null;
  async function fetchToken(): Promise<{ token: string; until: number }> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: botId,
      client_secret: secret,
      scope: 'https://api.botframework.com/.default',
    });
    const response = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`the local login answered ${response.status}`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    return { token: answer.access_token, until: performance.now() + (answer.expires_in - 60) * 1000 };
  }
  async function getToken(isFresh = false): Promise<string> {
    if (isFresh || !known || (await known).until < performance.now()) known = fetchToken();
    known.catch(() => {
      known = null;
    });
    return (await known).token;
  }
  return {
    isValidAppId: async (appId: string) => appId === botId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      getToken,
      async signRequest(request: { headers: { set(name: string, value: string): void } }) {
        request.headers.set('authorization', `Bearer ${await getToken()}`);
        return request;
      },
    }),
  } as unknown as ServiceClientCredentialsFactory;
}
