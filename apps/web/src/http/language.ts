import type { FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '#kernel/vocabulary';

/** Each language by its own name: nobody looks for their language in another one. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  ar: 'العربية',
};

export function isLanguage(value: string | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The language an address begins with (`/ar/report`), or null. */
export function languageOfPath(url: string): Language | null {
  const first = /^\/([a-z]{2})(?:[/?#]|$)/.exec(url)?.[1];
  return isLanguage(first) ? first : null;
}

/** The same address in another language. */
export function inLanguage(url: string, language: Language): string {
  return languageOfPath(url) === null ? `/${language}` : `/${language}${url.slice(3)}`;
}

/**
 * The best of our languages for an Accept-Language header (RFC 9110, 12.5.4), English where none fits.
 * Nothing is remembered in a cookie: from then on the address says it.
 */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split('-')[0], weight: q === undefined ? 1 : Number(q), order };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return wishes.map(({ language }) => language).find(isLanguage) ?? 'en';
}

export function languageOf(request: FastifyRequest): Language {
  return languageOfPath(request.url) ?? preferredLanguage(request.headers['accept-language']);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
