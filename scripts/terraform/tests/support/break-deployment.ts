import {
  CancelKeyDeletionCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import { testSettings } from '../../../../packages/aws/src/testing/index.ts';
import type { Break } from './break.ts';
import { alarmBreaks } from './break-alarms.ts';
import { apiBreaks } from './break-api.ts';
import { functionBreaks } from './break-functions.ts';
import { storeBreaks } from './break-store.ts';

/** What people and accidents do to a deployment behind Terraform's back, one after the other. */
export function breaksOf(deployment: Deployment, endpoint: string): readonly Break[] {
  const kms = new KMSClient(testSettings(endpoint));
  const KeyId = deployment.signing_keys.active.split('/').at(-1);
  return [
    ...apiBreaks(deployment, endpoint),
    ...functionBreaks(deployment, endpoint),
    ...storeBreaks(deployment, endpoint),
    ...alarmBreaks(deployment, endpoint),
    {
      what: 'a key that waits for its deletion',
      findings: [
        /The key first \(.*\) will be deleted on \d{4}-\d\d-\d\d, .* aws kms cancel-key-deletion/,
      ],
      cause: () => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 })),
      cure: async () => {
        await kms.send(new CancelKeyDeletionCommand({ KeyId }));
        await kms.send(new EnableKeyCommand({ KeyId }));
      },
    },
  ];
}
