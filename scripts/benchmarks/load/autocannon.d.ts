/** As much of autocannon as is used here; it brings no types of its own. */
declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** Milliseconds between two looks at the clock. */
    readonly sampleInt: number;
    readonly headers: Readonly<Record<string, string>>;
  }

  interface Result {
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly start: Date;
    readonly finish: Date;
  }

  function autocannon(options: Options): Promise<Result>;
  export = autocannon;
}
