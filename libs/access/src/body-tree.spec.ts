import { BodyTree, type Body } from './body-tree.js';

function body(slug: string, parent: Body | null, more: Partial<Body> = {}): Body {
  return {
    id: `id-${slug}`,
    slug,
    name: slug,
    level: parent === null ? 'global' : 'national',
    parentId: parent?.id ?? null,
    path: [...(parent?.path ?? []), `id-${slug}`],
    timeZone: 'UTC',
    country: 'KE',
    language: 'en',
    suspended: false,
    ...more,
  };
}

const global = body('global', null);
const africa = body('africa', global);
const kenya = body('kenya', africa);
const fathers = body('fathers', kenya);
const europe = body('europe', global);
const panel = body('panel', null, { level: 'external' });
const tree = new BodyTree([panel, fathers, kenya, africa, europe, global]);

describe('the tree of bodies', () => {
  it('finds a body by id or slug', () => {
    expect(tree.byIdOrSlug('kenya')).toBe(kenya);
    expect(tree.byIdOrSlug('id-kenya')).toBe(kenya);
    expect(tree.byIdOrSlug('nowhere')).toBeNull();
  });

  it('refuses an id that is not there', () => {
    expect(() => tree.get('id-nowhere')).toThrow('There is no body id-nowhere');
    expect(tree.get('id-kenya')).toBe(kenya);
  });

  it('names the bodies above, nearest first', () => {
    expect(tree.ancestorsOf(fathers.id)).toEqual([kenya, africa, global]);
    expect(tree.ancestorsOf(global.id)).toEqual([]);
    expect(tree.ancestorsOf('id-nowhere')).toEqual([]);
  });

  it('names a body and all below it', () => {
    expect(new Set(tree.subtreeOf(africa.id))).toEqual(new Set([africa.id, kenya.id, fathers.id]));
    expect(tree.subtreeOf(fathers.id)).toEqual([fathers.id]);
    expect(tree.subtreeOf(global.id)).not.toContain(panel.id);
    expect(tree.subtreeOf('id-nowhere')).toEqual(['id-nowhere']);
  });

  it('tells the top of the network from the body outside it', () => {
    expect(tree.top).toBe(global);
    expect(tree.external).toBe(panel);
    expect(new BodyTree([]).top).toBeNull();
    expect(new BodyTree([]).external).toBeNull();
  });
});
