import { Spine1790000000001 } from './migrations/0001-spine.js';

/** In the order in which they are applied. */
export const MIGRATIONS = [Spine1790000000001];
