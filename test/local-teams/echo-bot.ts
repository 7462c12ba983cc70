import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';

export type Turn = (context: TurnContext) => Promise<void>;

/** Whatever of these the connector answers. */
type Answered = { id: string; activityId: string; members: object[]; continuationToken: string; error: { code: string; message: string } };

export type ConnectorAnswer = { status: number; retryAfter: string | null; body: Partial<Answered> | null };

export type EchoBot = Awaited<ReturnType<typeof startEchoBot>>;

/** A bot on the real CloudAdapter, whose tokens local Teams issues and the SDK verifies. What it does is up to the test. */
export async function startEchoBot(botId: string, botSecret: string) {
  const work: { turn: Turn; teams: string; adapter: CloudAdapter | undefined } = { turn: async () => {}, teams: '', adapter: undefined };

  const server = createServer(async (request, response) => {
    Object.assign(request, { body: JSON.parse(await textOf(request)) });
    await work.adapter?.process(request as never, sdkResponse(response) as never, (context) => work.turn(context));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,

    /** Points the bot at local Teams, whose address is known only once it listens. */
    trust(teams: string): void {
      work.teams = teams;
      work.adapter = new CloudAdapter(authenticationWith(teams, botId, botSecret));
    },

    does(turn: Turn): void {
      work.turn = turn;
    },

    /** A call of the connector with the bot's own token (or another), tried once: the SDK would repeat it by itself. */
    async connector(method: string, path: string, body?: unknown, token?: string): Promise<ConnectorAnswer> {
      const authorization = `Bearer ${token ?? (await buyToken(`${work.teams}/oauth2/token`, botId, botSecret))}`;
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${work.teams}/connector${path}`, { method, headers: { authorization }, ...content });
      const text = await response.text();
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body: text === '' ? null : JSON.parse(text) };
    },

    stop(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers an invoke. */
export async function answer(context: TurnContext, body: unknown, status = 200): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } });
}

/** The SDK's own verification of tokens, only with the keys, the issuer's addresses and the secret of local Teams. */
function authenticationWith(teams: string, botId: string, botSecret: string): ConfigurationBotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: `${teams}/oauth2/token`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${teams}/openid/configuration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${teams}/openid/configuration`,
      OAuthUrl: teams,
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: false,
    },
    localCredentials(botId, botSecret) as never,
  );
}

/** The SDK's own credentials keep one token per bot id for the whole process: several servers need several. */
function localCredentials(botId: string, botSecret: string) {
  let token: Promise<string> | undefined;
  return {
    isValidAppId: async (appId: string) => appId === botId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (_appId: string, _audience: string, loginUrl: string) => ({
      async signRequest(request: { headers: { set(name: string, value: string): void } }) {
        token ??= buyToken(loginUrl, botId, botSecret);
        request.headers.set('authorization', `Bearer ${await token}`);
        return request;
      },
    }),
  };
}

async function buyToken(loginUrl: string, botId: string, botSecret: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: botId, client_secret: botSecret };
  const response = await fetch(loginUrl, { method: 'POST', body: new URLSearchParams(form) });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Node's response in the form that the SDK wants. */
function sdkResponse(response: ServerResponse) {
  return {
    socket: response.socket,
    header: (name: string, value: string) => response.setHeader(name, value),
    status(code: number) {
      response.statusCode = code;
    },
    send(body: unknown) {
      response.write(typeof body === 'string' ? body : JSON.stringify(body));
    },
    end: () => response.end(),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
