import { channel, type Entra, type Registration } from './entra.ts';
import { type Answer, forward, type Request } from './hosts.ts';

type Dependencies = { url: string; entra: Entra; registration: Registration };

const service = 'https://smba.trafficmanager.net/emea';
const drive = 'https://neuvo-my.sharepoint.com/drive';

/**
 * Puts the local Teams at `url` behind Teams' own addresses: the connector takes the tokens of this login alone, and whatever is said of addresses is said of Teams'.
 */
export function createTeamsHosts({ url, entra, registration }: Dependencies) {
  const addresses = [
    [`${url}/connector`, service],
    [`${url}/drive`, drive],
  ] as const;
  let inside: Promise<string> | null = null;

  /** What Teams says, with Teams' own addresses. */
  function outwards(text: string): string {
    return addresses.reduce((said, [ours, teams]) => said.replaceAll(ours, teams), text);
  }

  function inwards(text: string): string {
    return addresses.reduce((said, [ours, teams]) => said.replaceAll(teams, ours), text);
  }

  /** What smba.trafficmanager.net answers. */
  async function connector(request: Request): Promise<Answer> {
    if (!entra.isGranted(request.headers.authorization, channel))
      return { status: 401, body: { message: 'Authorization has been denied for this request.' } };
    inside ??= tokenInside();
    const headers = { ...request.headers, authorization: await inside };
    const path = request.url.replace(/^\/emea\//, '/connector/');
    const answer = await forward({ ...request, headers, bytes: Buffer.from(inwards(request.text)) }, url + path);
    return { ...answer, bytes: Buffer.from(outwards(answer.bytes.toString('utf8'))) };
  }

  /** What somebody's OneDrive answers. */
  async function driveHost(request: Request): Promise<Answer> {
    return forward(request, url + request.url);
  }

  async function tokenInside(): Promise<string> {
    const form = { grant_type: 'client_credentials', client_id: registration.botId, client_secret: registration.secret };
    const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  }

  return { connector, drive: driveHost, outwards };
}
