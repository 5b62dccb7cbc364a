/**
 * Public holidays of countries that date-holidays does not know, as rules of its own grammar, by ISO 3166 code.
 * Lebanon: decree 15215 of 2005 and its amendments.
 */
export const MISSING_COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  LB: [
    '01-01', // New Year
    '01-06', // Armenian Christmas
    '02-09', // Saint Maron
    '02-14', // memorial day of Rafik Hariri
    '03-25', // Annunciation
    'easter -2', // Good Friday
    'easter 1',
    'orthodox -2',
    'orthodox 1',
    '05-01', // Labour Day
    '05-25', // Resistance and Liberation
    '08-15', // Assumption
    '11-01', // All Saints
    '11-22', // Independence
    '12-25', // Christmas
    '1 Shawwal P2D', // Eid al-Fitr
    '10 Dhu al-Hijjah P2D', // Eid al-Adha
    '1 Muharram', // Islamic New Year
    '10 Muharram', // Ashura
    '12 Rabi al-awwal', // birth of the Prophet
  ],
};
