import type { Hooks } from '../candidate/hooks.ts';
import type { Shard } from '../plan/shard.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import type { Edition } from '../protocol/profile.ts';
import type { RunListener } from '../result/events.ts';

/** Which scenarios are driven, and how what is generated is searched. */
export interface ChoiceOptions {
  /** Globs over scenario ids; what they match is driven, with the controls that it relies on. */
  readonly select?: readonly string[];
  readonly skip?: readonly string[];
  /** Rows of the register. */
  readonly requirement?: readonly string[];
  /** A saved run, of which only what was red is driven. */
  readonly rerunFailed?: string;
  /** A file from the replays folder of a run. */
  readonly replay?: string;
  /** Folders with scenarios of your own, `<role>/<area>/<name>.js` below each. */
  readonly suites?: readonly string[];
  readonly seed?: number | 'random';
  /** How many cases a search drives at most. */
  readonly fuzzRuns?: number;
  /** One of several parts of the work, of which `merge` makes one run; it is held to a baseline there. */
  readonly shard?: Shard;
}

/** What a run is held to. */
export interface GateOptions {
  /** A file of accepted failures. */
  readonly baseline?: string;
  /** Writes that file anew from this run; reasons that it has already are kept. */
  readonly updateBaseline?: boolean;
  /** Takes warnings for red. */
  readonly strict?: boolean;
  /** Ends the run after the first scenario with something red that the baseline does not accept. */
  readonly bail?: boolean;
}

/** How the candidate is called in results; as the user declares it. */
export interface NameOptions {
  readonly name?: string;
  readonly build?: string;
}

/** What vouches for an endpoint. */
export interface TrustOptions {
  /** PEM of the authority, or the name of a file with it; default: the system's roots. */
  readonly ca?: string;
  /** `sha256:…` of the public key. */
  readonly pin?: string;
  readonly insecure?: boolean;
  /** Lets a descriptor that comes by URL lead to this machine or a private network. */
  readonly allowPrivate?: boolean;
}

/** How an endpoint is reached and stimulated. */
export interface EndpointOptions extends TrustOptions {
  readonly hooks?: Hooks;
  /** Seconds to wait until the port accepts connections. */
  readonly waitFor?: number;
}

/** By what a candidate is judged. */
export interface ProfileOptions {
  /** The name of an nbwss.properties file, or the properties themselves. */
  readonly properties?: string | Readonly<Record<string, string | number | boolean>>;
  readonly edition?: Edition;
  /** Seconds for which an idle connection is watched; default 5. */
  readonly soak?: number;
  /** Optional capabilities that are declared: `commands`, `group`. */
  readonly capabilities?: readonly string[];
}

/** How the processes of a service are run. */
export interface StagingOptions {
  /** Seconds in which it has to reach a first endpoint; default 30. */
  readonly startup?: number;
  /** How many of its processes run side by side; default 12. */
  readonly concurrency?: number;
}

interface AnyRunOptions extends ChoiceOptions, GateOptions, NameOptions {
  /** A folder for result.json and the transcripts; default: nothing is written. */
  readonly output?: string;
  /** Reports: `junit`, which lies in the output folder, or `junit=file`; the names are those of `--reporter`. */
  readonly reports?: readonly string[];
  /** Makes the run so many times, each into a folder of its own below the output folder. */
  readonly repeat?: number;
  /** Seconds after which the run, or each of repeated ones, is ended, with a whole result marked incomplete. */
  readonly maxTime?: number;
  /** Told of the run as it goes on. */
  readonly listener?: RunListener;
  /** Ends the run early, with a whole result marked incomplete. */
  readonly signal?: AbortSignal;
}

/** A run of endpoints. */
export interface EndpointRunOptions extends AnyRunOptions, EndpointOptions, ProfileOptions {
  readonly role: 'endpoint';
  /** Of one group: files, https URLs, or descriptors themselves; none: the embedded reference group. */
  readonly descriptors?: readonly (string | Descriptor)[];
}

/** A run of a service. */
export interface ServiceRunOptions extends AnyRunOptions, StagingOptions {
  readonly role: 'service';
  /** The command that starts it, and its arguments; none: the embedded reference service. */
  readonly command?: readonly string[];
}

/** What `run` takes: the flags of the command line under their names in camelCase, as values. */
export type RunOptions = EndpointRunOptions | ServiceRunOptions;
