import type { JsonSchema } from '../../api/api-types.js';
import { Form } from '../../http/form.js';
import { bodyOfForm } from './body-of-form.js';
import { idOf, referenceKindOf, type Field } from './field.js';
import { fieldsOfSchema, type FormSource } from './fields-of-schema.js';
import { rowsChanged } from '../action.controller.js';

const person = '01930000-0000-7000-8000-0000000000b1';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    risk: { type: 'string', enum: ['low', 'high'], title: 'Risk', description: 'From now on.' },
    principles: { type: 'array', minItems: 1, items: { type: 'number', enum: [1, 2, 3] } },
    earlierCases: { type: 'string', maxLength: 20_000 },
    name: { type: 'string', maxLength: 500 },
    until: { type: 'string', format: 'date' },
    given: { type: 'boolean' },
    hours: { type: 'integer' },
    accept: { type: 'boolean', default: true },
    explained: { const: true, type: 'boolean' },
    mention: { type: 'boolean' },
    disclosed: { type: 'array', items: { type: 'string', maxLength: 500 } },
    approvedByPersonId: { type: 'string', format: 'uuid' },
    respondents: {
      type: 'array',
      maxItems: 50,
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', maxLength: 500 },
          standing: { type: 'string', enum: ['matched', 'unknown'] },
        },
        required: ['standing'],
      },
    },
    why: { anyOf: [{ type: 'string', maxLength: 20_000 }, { type: 'null' }] },
  },
  required: ['risk', 'principles', 'earlierCases', 'given', 'explained', 'approvedByPersonId'],
};

function source(fields: Record<string, string | string[]> = {}, errors: [string, string][] = []): FormSource {
  return {
    form: new Form(fields),
    references: { person: [{ value: person, text: 'Amina Otieno' }] },
    errors: new Map(errors),
    option: (name, value) => `${name}=${String(value)}`,
    label: (name, { title, description }) => ({ label: title ?? name, hint: description ?? '' }),
  };
}

function byName(fields: readonly Field[]): Record<string, Field> {
  return Object.fromEntries(fields.map((field) => [field.name, field]));
}

describe('fieldsOfSchema', () => {
  it('asks for each kind of value in its own way', () => {
    const kinds = Object.fromEntries(fieldsOfSchema(schema, source()).map(({ name, kind }) => [name, kind]));
    expect(kinds).toEqual({
      risk: 'radios',
      principles: 'checkboxes',
      earlierCases: 'textarea',
      name: 'input',
      until: 'date',
      given: 'radios',
      hours: 'number',
      accept: 'radios',
      explained: 'confirm',
      mention: 'confirm',
      disclosed: 'lines',
      approvedByPersonId: 'select',
      respondents: 'list',
      why: 'textarea',
    });
  });

  it('takes labels and hints from the schema, and says what must be answered', () => {
    const fields = byName(fieldsOfSchema(schema, source()));
    expect(fields.risk).toMatchObject({ label: 'Risk', hint: 'From now on.', required: true });
    expect(fields.name).toMatchObject({ label: 'name', required: false });
  });

  it('chooses beforehand only what holds anyway', () => {
    const fields = byName(fieldsOfSchema(schema, source()));
    expect(fields.accept?.values).toEqual(['true']);
    expect(fields.approvedByPersonId?.values).toEqual([person]);
    expect(fields.given?.values).toEqual([]);
    expect(fields.risk?.values).toEqual([]);
  });

  it('shows what was typed, with its fault', () => {
    const typed = source({ earlierCases: 'None.', principles: ['1', '3'] }, [
      [idOf('earlierCases'), 'Say more.'],
    ]);
    const fields = byName(fieldsOfSchema(schema, typed));
    expect(fields.earlierCases).toMatchObject({ values: ['None.'], error: 'Say more.' });
    expect(fields.principles?.values).toEqual(['1', '3']);
  });

  it('draws as many rows as were added', () => {
    const rows = byName(
      fieldsOfSchema(schema, source({ 'respondents.count': '2', 'respondents.1.name': 'B' })),
    ).respondents;
    expect(rows?.items.map(({ name }) => name)).toEqual(['respondents.0', 'respondents.1']);
    expect(byName(rows?.items[1]?.fields ?? [])['respondents.1.name']?.values).toEqual(['B']);
  });

  it('refuses a schema that it has no form for, rather than leave a field out', () => {
    expect(() =>
      fieldsOfSchema({ type: 'object', properties: { strange: { type: 'null' } } }, source()),
    ).toThrow('No form');
  });
});

describe('bodyOfForm', () => {
  const full = {
    risk: 'high',
    principles: ['1', '3'],
    earlierCases: '  Two lines\r\nof text ',
    until: '2026-12-01',
    given: 'false',
    hours: '48',
    explained: 'true',
    disclosed: 'One\r\n\r\n Two ',
    approvedByPersonId: person,
    'respondents.count': '2',
    'respondents.0.standing': 'unknown',
  };

  it('makes the body that the schema asks for', () => {
    expect(bodyOfForm(schema, new Form(full))).toEqual({
      empty: [],
      body: {
        risk: 'high',
        principles: [1, 3],
        earlierCases: 'Two lines\nof text',
        until: '2026-12-01',
        given: false,
        hours: 48,
        explained: true,
        disclosed: ['One', 'Two'],
        approvedByPersonId: person,
        respondents: [{ standing: 'unknown' }],
      },
    });
  });

  it('names every required field that was left empty, at once', () => {
    expect(bodyOfForm(schema, new Form({ earlierCases: '  ' })).empty).toEqual([
      'risk',
      'principles',
      'earlierCases',
      'given',
      'explained',
      'approvedByPersonId',
    ]);
  });

  it('asks for the required fields of a row only where a row was begun', () => {
    const form = new Form({ ...full, 'respondents.1.name': 'The driver' });
    expect(bodyOfForm(schema, form).empty).toEqual(['respondents.1.standing']);
  });

  it('never guesses: what is not one of the choices is not sent, and what is no number is sent as it is', () => {
    const { body } = bodyOfForm(schema, new Form({ ...full, risk: 'extreme', hours: 'two' }));
    expect(body).not.toHaveProperty('risk');
    expect(body.hours).toBe('two');
  });
});

describe('rowsChanged', () => {
  it('adds an empty row', () => {
    const body = { go: 'add:respondents', 'respondents.count': '1', 'respondents.0.name': 'A' };
    expect(rowsChanged(new Form(body), body).text('respondents.count')).toBe('2');
  });

  it('removes the row that was chosen and moves the later ones up', () => {
    const body = {
      go: 'remove:respondents.0',
      'respondents.count': '3',
      'respondents.0.name': 'A',
      'respondents.1.name': 'B',
      'respondents.2.name': 'C',
      note: 'kept',
    };
    const form = rowsChanged(new Form(body), body);
    expect([
      form.text('respondents.count'),
      form.text('respondents.0.name'),
      form.text('respondents.1.name'),
    ]).toEqual(['2', 'B', 'C']);
    expect(form.text('respondents.2.name')).toBe('');
    expect(form.text('note')).toBe('kept');
  });
});

describe('referenceKindOf', () => {
  it.each([
    ['personId', 'person'],
    ['memberPersonIds', 'person'],
    ['respondents.0.personId', 'person'],
    ['toBodyId', 'body'],
    ['replacesMeasureId', 'measure'],
    ['allegationId', 'allegation'],
    ['followsUp', 'followUp'],
    ['otherCaseId', null],
    ['name', null],
  ])('%s names a %s', (name, kind) => {
    expect(referenceKindOf(name)).toBe(kind);
  });
});
