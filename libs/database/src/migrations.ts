import { Spine1790000000001 } from './migrations/0001-spine.js';
import { ClocksAndNotices1790000000002 } from './migrations/0002-clocks-and-notices.js';

/** In the order in which they are applied. */
export const MIGRATIONS = [Spine1790000000001, ClocksAndNotices1790000000002];
