import fc from 'fast-check';
import { caseKind, stepsOf } from './case-kind.ts';

/** What the model knows of a session. */
interface Model {
  /** True while a notification is left unacknowledged. */
  readonly isHeld: boolean;
  /** Pings that were left without their pong. */
  readonly misses: number;
  readonly events: number;
  /** Periods that the steps so far take. */
  readonly periods: number;
}

/** A step as the model knows it: when it may come, what is so after it, and how many periods of a service it takes. */
interface StepModel {
  readonly periods: number;
  readonly allowed?: (model: Model) => boolean;
  readonly next?: (model: Model) => Partial<Model>;
}

const MOST_EVENTS = 4;
/** One less than the maximum by which a service is judged, on whatever connections. */
const MOST_MISSES = 2;

const raises = ({ events }: Model): boolean => events < MOST_EVENTS;

/**
 * What an endpoint, or the network, may do next; the names are what a replay file holds. A service is asked for nothing in between
 * that it could be held up by: no step leaves a handshake or a CONNECT unanswered.
 */
const models = {
  /** An event is raised; where nothing is left unacknowledged it is told and acknowledged. */
  event: { periods: 0, allowed: raises, next: ({ events }) => ({ events: events + 1 }) },
  /** An event is raised, and from now on what is told of it is left unacknowledged. */
  withhold: {
    periods: 0,
    allowed: (model) => !model.isHeld && raises(model),
    next: ({ events }) => ({ isHeld: true, events: events + 1 }),
  },
  /** It comes again, and is left unacknowledged. */
  resend: { periods: 1, allowed: ({ isHeld }) => isHeld },
  acknowledge: { periods: 0, allowed: ({ isHeld }) => isHeld, next: () => ({ isHeld: false }) },
  command: { periods: 0 },
  /** A pong that nobody asked for. */
  pong: { periods: 0 },
  /** A ping is left without its pong. */
  miss: { periods: 1, allowed: ({ misses }) => misses < MOST_MISSES, next: ({ misses }) => ({ misses: misses + 1 }) },
  drop: { periods: 1 },
  close: { periods: 1 },
  /** Text that cannot be decoded, at which a service closes. */
  garbage: { periods: 1 },
  /** The connection is dropped, the token refused at the next one, and accepted at the one after. */
  refuse: { periods: 2 },
} as const satisfies Readonly<Record<string, StepModel>>;

export type ServiceStep = keyof typeof models;
const isServiceStep = (name: string): name is ServiceStep => Object.hasOwn(models, name);
export const serviceSteps = Object.keys(models).filter(isServiceStep);
export const serviceSessionKind = caseKind('service-session', stepsOf(serviceSteps));

/** Scripts are lived side by side, so that the longest is what a search takes. */
const MOST_PERIODS = 5;
const MOST_STEPS = 10;
/** So many scripts are generated for each that is lived. */
const CHOICE = 20;

/** The steps that the model allows, one after another; the others are left out. */
export function legal(wanted: readonly ServiceStep[]): readonly ServiceStep[] {
  let model: Model = { isHeld: false, misses: 0, events: 0, periods: 0 };
  return wanted.filter((step) => {
    const { periods, allowed = () => true, next = () => ({}) }: StepModel = models[step];
    if (model.periods + periods > MOST_PERIODS || !allowed(model)) return false;
    model = { ...model, ...next(model), periods: model.periods + periods };
    return true;
  });
}

const scripts = fc
  .array(fc.constantFrom(...serviceSteps), { minLength: MOST_STEPS, maxLength: 2 * MOST_STEPS })
  .map((wanted) => legal(wanted).slice(0, MOST_STEPS));

/**
 * So many scripts of which each adds as many new orders of steps as possible, and pairs above all: what a session bug takes is rarely
 * more than two or three steps, and that something is left unacknowledged at one of them.
 */
export function generateScripts(seed: number, count: number): readonly (readonly ServiceStep[])[] {
  const choice = fc.sample(scripts, { seed, numRuns: CHOICE * count }).map((script) => ({ script, orders: ordersOf(script) }));
  const seen = new Set<string>();
  const gain = ({ pairs, triples }: Orders) => PAIR_WORTH * unseen(pairs) + unseen(triples);
  const unseen = (orders: readonly string[]) => orders.filter((order) => !seen.has(order)).length;
  return Array.from({ length: count }, () => {
    const best = choice.reduce((a, b) => (gain(b.orders) > gain(a.orders) ? b : a));
    for (const order of [...best.orders.pairs, ...best.orders.triples]) seen.add(order);
    return best.script;
  });
}

/** A bug that takes two steps is likelier than one that takes three. */
const PAIR_WORTH = 4;
/** Steps that change what a service has to remember; the others matter by what comes right before or after. */
const disturbing: ReadonlySet<ServiceStep> = new Set([
  'withhold',
  'resend',
  'acknowledge',
  'miss',
  'drop',
  'close',
  'garbage',
  'refuse',
]);

/** Orders of steps that a script has, with or without others in between; a step at which something is left unacknowledged is another. */
interface Orders {
  readonly pairs: readonly string[];
  readonly triples: readonly string[];
}

export function ordersOf(script: readonly ServiceStep[]): Orders {
  const named = namesOf(script).map((name, index) => ({ name, step: script[index] }));
  const orders = (some: readonly { readonly name: string }[], length: number) => [
    ...new Set(
      subsequences(
        some.map(({ name }) => name),
        length,
      ).map((order) => order.join()),
    ),
  ];
  const isDisturbing = ({ step }: { readonly step: ServiceStep | undefined }) => step !== undefined && disturbing.has(step);
  return { pairs: orders(named, 2), triples: orders(named.filter(isDisturbing), 3) };
}

/** The steps by name, with a star where something is left unacknowledged when they come. */
function namesOf(script: readonly ServiceStep[]): readonly string[] {
  let isHeld = false;
  return script.map((step) => {
    const name = isHeld ? `${step}*` : step;
    isHeld = step === 'withhold' || (isHeld && step !== 'acknowledge');
    return name;
  });
}

/** Every choice of so many steps, in their order. */
function subsequences<T>(script: readonly T[], length: number): readonly (readonly T[])[] {
  if (length === 0) return [[]];
  return script.flatMap((step, index) => subsequences(script.slice(index + 1), length - 1).map((rest) => [step, ...rest]));
}

/** Whatever has no more steps is small enough. */
const SMALL = 3;

/**
 * Scripts with fewer steps than one that failed, the most promising first: those that are part of no script that went well, as they
 * are part of it, and of these the shortest, with as many disturbing steps as possible; then its beginnings and ends, and itself. Those that went well are not among them.
 */
export function shorter(
  failed: readonly ServiceStep[],
  wentWell: readonly (readonly ServiceStep[])[],
  room: number,
): readonly (readonly ServiceStep[])[] {
  const known = new Set(wentWell.map((script) => script.join()));
  const isNew = (script: readonly ServiceStep[]) => legal(script).length === script.length && !known.has(script.join());
  const lengths = Array.from({ length: failed.length - 1 }, (_one, index) => index + 1);
  const named = wentWell.map(namesOf);
  const rank = (script: readonly ServiceStep[]) => {
    const names = namesOf(script);
    return named.filter((other) => (isRun(script, failed) ? isRun(names, other) : isPart(names, other))).length;
  };
  const small = lengths.filter((length) => length <= SMALL).flatMap((length) => subsequences(failed, length));
  const plain = (script: readonly ServiceStep[]) => script.filter((step) => !disturbing.has(step)).length;
  const ranked = distinct(small.filter(isNew))
    .map((script) => ({ script, rank: rank(script), plain: plain(script) }))
    .sort((a, b) => a.rank - b.rank || a.script.length - b.script.length || a.plain - b.plain)
    .map(({ script }) => script);
  const pieces = lengths
    .filter((length) => length > SMALL)
    .flatMap((length) => [failed.slice(0, length), failed.slice(-length)])
    .filter(isNew);
  const long = distinct([...pieces, failed]).slice(-room);
  return [...ranked.slice(0, room - long.length), ...long];
}

const distinct = (all: readonly (readonly ServiceStep[])[]): readonly (readonly ServiceStep[])[] => [
  ...new Map(all.map((script) => [script.join(), script])).values(),
];

/** True where the steps of one script occur in another, one right after the other. */
const isRun = (script: readonly string[], other: readonly string[]): boolean =>
  `,${other.join()},`.includes(`,${script.join()},`);

/** True where the steps of one script occur in another, in their order. */
function isPart(script: readonly string[], other: readonly string[]): boolean {
  let at = 0;
  for (const step of other) if (step === script[at]) at += 1;
  return at === script.length;
}
