import { startMoto } from '../../../../packages/aws/src/testing/index.ts';
import { openRoot, type Root, type RootSettings } from '../../index.ts';

/** `onTestFinished` of the test: what is to be undone then, however it ends. */
export type AtEnd = (undo: () => Promise<void>) => void;

/** A root with an emulator of AWS to itself; both are gone when the test is over. */
export async function openOnEmulator(
  atEnd: AtEnd,
  settings: Omit<RootSettings, 'endpoint'>,
): Promise<{ readonly root: Root; readonly endpoint: string }> {
  const endpoint = await startEmulator(atEnd);
  return { root: await openOn(atEnd, { ...settings, endpoint }), endpoint };
}

/** Its endpoint. */
export async function startEmulator(atEnd: AtEnd): Promise<string> {
  const emulator = await startMoto();
  atEnd(() => emulator.dispose());
  return emulator.endpoint;
}

export async function openOn(atEnd: AtEnd, settings: RootSettings): Promise<Root> {
  const root = await openRoot(settings);
  atEnd(() => root.dispose());
  return root;
}
