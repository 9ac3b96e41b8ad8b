import { Command } from 'commander';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeDoctorCommand = ({ system, presenter, secrets, endAs }: CommandDeps) =>
  new Command('doctor')
    .description('look for what is wrong with a deployed registry, and say how to mend it')
    .option('--aws <file>', 'look inside AWS too: what "terraform output -json doctor" wrote')
    .action(async ({ aws }: { readonly aws?: string }, command: Command) => {
      const [{ findPatient }, { examine }, { renderCheckup }] = await Promise.all([
        import('../doctor/find-patient.ts'),
        import('../doctor/examine.ts'),
        import('../presenters/render-checkup.ts'),
      ]);
      const { patient, deployment } = await findPatient(globalOptions(command), aws, system);
      if (!('none' in patient.token)) secrets.add(patient.token.value);
      const outside = await examine(patient, system, presenter.note);
      const inside =
        deployment === undefined
          ? []
          : await (await import('../doctor/look-inside.ts')).lookInside(deployment, system);
      const checks = [...outside, ...inside];
      const errors = checks.flatMap(({ findings }) => findings);
      if (errors.length > 0) endAs('unhealthy');
      presenter.report({
        data: {
          registry: patient.registry.href,
          checks,
          ...(errors.length === 0 ? {} : { errors }),
        },
        text: (style) => renderCheckup({ checks }, style),
      });
    });
