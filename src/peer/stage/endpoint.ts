import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import type { ServiceWait } from '../../protocol/profile.ts';
import { WaitEnded } from '../../scenario/service-peer.ts';
import type { CertificateKind, Front } from '../../scenario/set.ts';
import type { Asked, Habits, StagedConnection, StagedEndpoint } from '../../scenario/stage.ts';
import type { Entry, EntryBody, SeatSummary } from '../../transcript/entry.ts';
import { PeerWaits } from '../waits.ts';
import { Arrivals } from './arrivals.ts';
import { EndpointConnection } from './connection.ts';
import { decisionOf } from './decision-of.ts';
import type { IncomingConnection } from './doorman.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';
import type { EndpointToken, Place } from './place.ts';

/** What an endpoint does as long as its scenario wants nothing else: whatever an application should. */
export const polite: Habits = {
  connect: (asked) => asked.accept(),
  notification: (asked) => asked.accept(),
  pongs: true,
  upgrade: 'take',
};

/** One endpoint of the stage: listens at an address of its own and follows its habits; its drive waits for what comes. */
export class WireStagedEndpoint implements StagedEndpoint {
  readonly #place: Place;
  readonly #waits: PeerWaits;
  readonly #connects: Arrivals<Asked>;
  readonly #notifications: Arrivals<Asked>;
  readonly #pings: Arrivals<null>;
  readonly #knocks: Arrivals<null>;
  readonly #decisions: Arrivals<null>;
  readonly #establishing: Arrivals<EndpointConnection>;
  readonly #connections = new Set<EndpointConnection>();
  /** What was told here. */
  readonly #told = new Set<string>();
  #onNews: (() => void) | null = null;
  #habits: Habits = polite;
  #front: Front;
  #certificate: CertificateKind;
  #token: EndpointToken;
  #isRegistered = false;
  #established: EndpointConnection | null = null;
  #door: FrontDoor | null = null;

  constructor(place: Place) {
    this.#place = place;
    this.#front = place.plan.front ?? 'tls';
    this.#certificate = place.plan.certificate ?? 'good';
    this.#token = place.nextToken();
    this.#waits = new PeerWaits(place.run, { place: place.place });
    this.#connects = new Arrivals('CONNECT REQUEST', this.#waits);
    this.#notifications = new Arrivals('NOTIFICATION REQUEST', this.#waits);
    this.#pings = new Arrivals('ping', this.#waits);
    this.#knocks = new Arrivals('upgrade request', this.#waits);
    this.#decisions = new Arrivals('decision about the certificate', this.#waits);
    this.#establishing = new Arrivals('established connection', this.#waits);
  }

  async listen(): Promise<void> {
    this.#door = await openFrontDoor(this.#place.address, {
      front: () => this.#front,
      upgrade: () => this.#habits.upgrade,
      elsewhere: this.#place.elsewhere,
      knocked: () => this.#knocks.add(null, null),
      visited: () => this.#visited(),
    });
  }

  get url(): string {
    return `wss://${this.#place.address}:${this.#door?.port ?? 0}/nbwss/endpoint?place=${this.#place.place}`;
  }

  get descriptor(): Descriptor {
    const { place, address, groupId, plan } = this.#place;
    return { token: this.#token.value, priority: plan.priority ?? place, groupId, hostName: address, url: this.url };
  }

  get seat(): SeatSummary {
    const { place, groupId } = this.#place;
    const { priority, hostName, url } = this.descriptor;
    return { place, priority, hostName, url, groupId };
  }

  behave(habits: Partial<Habits>): void {
    this.#habits = { ...this.#habits, ...habits };
  }

  front(front: Front): void {
    this.#front = front;
  }

  present(certificate: CertificateKind): void {
    this.#certificate = certificate;
    this.#decisions.forget();
  }

  goDown(): void {
    this.#front = 'down';
    for (const connection of this.#connections) connection.drop();
    this.#door?.hangUp();
  }

  /** What lies in the candidate's folder before it starts. */
  open(): void {
    const { plan, folder } = this.#place;
    if (plan.registered === undefined) this.register();
    if (plan.registered === 'aside') folder.layAside(print(this.descriptor));
  }

  register({ newToken }: { readonly newToken?: true } = {}): void {
    if (newToken === true) this.#token = this.#place.nextToken();
    this.#isRegistered = true;
    this.#place.folder.describe((this.#place.plan.write ?? print)(this.descriptor));
  }

  unregister(): void {
    if (!this.#isRegistered) return;
    this.#isRegistered = false;
    this.#place.folder.remove();
  }

  /** Ends what a drive has begun: from now on it is polite. */
  relax(): void {
    this.#habits = polite;
    this.#front = 'tls';
  }

  async established(wait: ServiceWait = 'connection'): Promise<StagedConnection> {
    const connection = this.#established;
    if (connection?.open === true) {
      this.#establishing.forget();
      return connection;
    }
    let next = await this.#establishing.next(wait);
    // One that nobody waited for may have ended since.
    while (!next.open) next = await this.#establishing.next(wait);
    return next;
  }

  asked(wait: ServiceWait = 'connection'): Promise<Asked> {
    return this.#connects.next(wait);
  }

  notified(wait: ServiceWait = 'notification'): Promise<Asked> {
    return this.#notifications.next(wait);
  }

  async told(wait: ServiceWait = 'notification'): Promise<void> {
    while (!this.#place.own.areAllIn(this.#told)) {
      // Only news give it more time: the same again and again would go on for ever.
      const outcome = await this.#waits.run(wait, null, (settle) => {
        this.#onNews = () => settle('came');
        return undefined;
      });
      this.#onNews = null;
      if (outcome !== 'came') throw new WaitEnded(`not all events were told (${outcome})`);
    }
    this.#notifications.forget();
  }

  async knocked(wait: ServiceWait = 'connection'): Promise<void> {
    await this.#knocks.next(wait);
  }

  async decided(wait: ServiceWait = 'connection'): Promise<void> {
    await this.#decisions.next(wait);
  }

  async pinged(): Promise<void> {
    await this.#pings.next('ping');
  }

  forget(): void {
    for (const arrivals of [this.#connects, this.#notifications, this.#pings, this.#knocks, this.#decisions, this.#establishing])
      arrivals.forget();
    this.#told.clear();
  }

  abortWaits(): void {
    this.#waits.abort();
    for (const connection of this.#connections) connection.abortWaits();
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.cut('teardown');
    await this.#door?.stop();
  }

  #visited(): IncomingConnection {
    const { run, nextConnection, place, groupId } = this.#place;
    const connection = new EndpointConnection(nextConnection(), run, {
      asked: (type, asked, entry, isEstablished) => this.#asked(type, asked, entry, isEstablished),
      accepted: (type, on, entry) => {
        if (type === 'CONNECT') this.#established = on;
        if (type === 'CONNECT') this.#establishing.add(on, entry);
      },
      pinged: () => {
        const answers = this.#habits.pongs;
        this.#pings.add(null, null);
        return answers;
      },
    });
    const certificate = this.#certificate;
    const untrusted = certificate === 'good' ? {} : { untrusted: certificate };
    const visit = { kind: 'tcp', direction: 'received', event: 'accepted', place, groupId, token: this.#token.shown } as const;
    connection.record({ ...visit, ...untrusted });
    this.#place.visited();
    const decide = decisionOf(() => {
      if (certificate === this.#certificate) this.#decisions.add(null, null);
    });
    return {
      pair: this.#place.pairs[certificate],
      record: (body: EntryBody) => {
        connection.record(this.#redacted(body));
        decide(body);
      },
      opened: (socket, raw) => {
        this.#connections.add(connection);
        connection.attach(socket, raw);
      },
    };
  }

  #asked(type: 'CONNECT' | 'NOTIFICATION', asked: Asked, entry: Entry, isEstablished: boolean): void {
    if (type === 'CONNECT') {
      // The habit first: whoever waits for the question may change it.
      this.#habits.connect(asked);
      this.#connects.add(asked, entry);
    } else if (this.#place.own.isIn(asked.message)) {
      const before = this.#told.size;
      for (const news of this.#place.own.newsIn(asked.message)) this.#told.add(news);
      if (this.#told.size > before) this.#onNews?.();
      // What comes before valid:true is none of an application's business.
      if (isEstablished) this.#habits.notification(asked);
      this.#notifications.add(asked, entry);
    } else if (isEstablished) asked.accept();
  }

  #redacted(body: EntryBody): EntryBody {
    if (body.kind !== 'http' || body.direction !== 'received') return body;
    const recorder = this.#place.run.recorder();
    const headers = Object.fromEntries(Object.entries(body.headers).map(([name, value]) => [name, recorder.redact(value)]));
    return { ...body, target: recorder.redact(body.target), headers, body: recorder.redact(body.body) };
  }
}

const print = (descriptor: Descriptor): string => JSON.stringify(descriptor, null, 2);
