// The types that the page's scripts share.

// What wasm_exec.js of Go's distribution defines.
declare class Go {
  env: Record<string, string>;
  exit: (code: number) => void;
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

// files.js: loads the page anew, past the browser's cache.
declare var zerokaraAgain: (() => Promise<void>) | undefined;

type Func = (...args: any[]) => any;
type Action = { label: string; run: () => void };

// boot.js: what wasm/app offers.
type App = {
  layout: () => void;
  palette: () => void;
  lost: () => void;
  worker?: Worker;
  putImage: (grey: Uint8Array) => void;
  seeStage: (seen: boolean) => void;
};

// notice.js: what a script says, key is of i18n and needs are features that are missing;
// and what wasm/dom says, in words.
type Notice = {
  key: string;
  values?: Record<string, string>;
  needs?: string[];
  quiet?: boolean;
  actions?: Action[];
};
type Said = { key?: undefined; text: string; quiet: boolean; actions: Action[] };

// worker.js: Go's functions that hear of downloads, by their numbers, and of replicas.
type Answer = {
  received: (id: number, bytes: number) => void;
  arrived: (id: number, content: Uint8Array, hash: string) => void;
  failed: (id: number, reason: string) => void;
  replied: (id: number, reason?: string) => void;
};
// Two ends of it pass a frame; who has it may read and write it.
type Link = { port: { postMessage(m: unknown, t: Transferable[]): void } | null; frame: ArrayBuffer };
type Shard = { name: string; count: number; bytes: number; sha256: string; crc32: string };
