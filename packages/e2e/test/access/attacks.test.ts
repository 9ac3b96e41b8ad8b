import { attackSuite } from '@registry/domain/testing';
import { describe } from 'vitest';
import { attackedTarget } from '../../src/access/attacked-target.ts';
import { useTarget } from '../support/use-target.ts';
import { startKnownTarget } from './support/start-known-target.ts';

const target = useTarget(startKnownTarget);

describe('an attack', () => {
  attackSuite(() => attackedTarget(target(), target().aws));
});
