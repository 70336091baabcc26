import type { AddressInfo } from 'node:net';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import type { Edition } from '../../protocol/profile.ts';
import { type Authority, makeAuthority } from '../certificates.ts';
import { wrapSeams } from '../wrap-seams.ts';
import { conformingSeams, DESCRIPTOR_PATH } from './conforming.ts';
import { type Control, startControl } from './control.ts';
import { type Listening, listenForEndpoints } from './listener.ts';
import { twoLoopbackHosts } from './loopback-hosts.ts';
import type { SeamWrap, Store, TimeScale } from './seams.ts';

export interface EndpointGroupOptions {
  /** Faults and variations, the innermost first; none for a conforming group. */
  readonly wraps?: readonly SeamWrap[];
  /** How fast time passes for delays of the application: 1 but in selftest. */
  readonly timeScale?: number;
  /** Host names of the endpoints, each unique (guide Table 2-3); default: two that this machine knows. */
  readonly hosts?: readonly string[];
  readonly groupId?: string;
  /** Who vouches for its certificates; default: one of its own. */
  readonly authority?: Authority;
  /** The edition of the guide by which it asks for calls; default: none in particular. */
  readonly edition?: Edition | null;
  /** Whether each endpoint hands out its descriptor by URL too; default: no. */
  readonly byUrl?: boolean;
}

/** A running server group of a cloud application. */
export interface EndpointGroup {
  readonly descriptors: readonly Descriptor[];
  /** The same as the text that administrators would get. */
  readonly texts: readonly string[];
  /** Where each is handed out, if that was asked for. */
  readonly descriptorUrls: readonly string[];
  /** PEM of the authority that vouches for its certificates. */
  readonly ca: string;
  readonly store: Store;
  /** The hooks by which a runner stimulates it. */
  readonly hooks: Control['hooks'];
  stop(): Promise<void>;
}

/** Starts a group of endpoints on free ports of the loopback interface, with certificates of a throw-away authority. */
export async function startEndpointGroup(options: EndpointGroupOptions = {}): Promise<EndpointGroup> {
  const { wraps = [], timeScale = 1, groupId = 'GROUPID1', byUrl = false, edition = null } = options;
  const hosts = options.hosts ?? (await twoLoopbackHosts());
  const scale: TimeScale = (milliseconds) => milliseconds * timeScale;
  const authority = options.authority ?? (await makeAuthority());
  const seams = wrapSeams(conformingSeams, wraps, scale);
  const store: Store = {
    tokens: hosts.map((_host, seat) => seams.mint(seat)),
    texts: [],
    notifications: [],
    pending: [],
    hasAsked: false,
    latest: null,
    edition,
    crash: () => {},
  };
  let connections = 0;
  const nextConnection = () => {
    connections += 1;
    return connections;
  };
  const application = { seams, store, authority, nextConnection, byUrl };
  const servers = await Promise.all(hosts.map((host, seat) => listenForEndpoints(host, seat, application)));
  store.crash = () => {
    for (const server of servers) void server.stop();
  };
  const descriptors = servers.map((server, index) => describe(server, hosts[index] ?? '', index, groupId, store));
  store.texts = descriptors.map((descriptor) => seams.describe(descriptor));
  const control = await startControl(store, seams);
  return {
    descriptors,
    texts: store.texts,
    descriptorUrls: descriptors.map(({ url }) => new URL(DESCRIPTOR_PATH, url.replace(/^wss/, 'https')).href),
    ca: authority.pem,
    store,
    hooks: control.hooks,
    stop: async () => {
      await Promise.all([...servers, control].map((part) => part.stop()));
    },
  };
}

function describe({ server }: Listening, hostName: string, seat: number, groupId: string, { tokens }: Store): Descriptor {
  const { port } = server.address() as AddressInfo;
  return { token: tokens[seat] ?? '', priority: seat + 1, groupId, hostName, url: `wss://${hostName}:${port}/cfs/nbufacade` };
}
