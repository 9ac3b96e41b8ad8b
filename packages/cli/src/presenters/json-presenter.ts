import type { System } from '../system.ts';
import type { Presenter } from './presenter.ts';
import type { Secrets } from './secrets.ts';

/** For machines: exactly one JSON document on stdout, whatever happens; notes on stderr. */
export function createJsonPresenter(system: System, secrets: Secrets): Presenter {
  const document = (data: unknown) => system.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  return {
    report: ({ data }) => {
      document(data);
    },
    show: () => {},
    fail: (errors) => {
      document({ errors: errors.map(secrets.hide) });
    },
    usage: () => {},
    note: (text) => {
      system.stderr.write(`${secrets.hide(text)}\n`);
    },
    gauge: async () => ({ advance: () => {}, stop: () => {} }),
  };
}
