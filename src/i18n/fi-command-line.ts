/** What scripts say of how they were called, in Finnish: the shape of the others. */
export const fiCommandLine = {
  unknown: (option: string, options: string) => `Valintaa ${option} ei ole. Valinnat: ${options}.`,
  noOption: (value: string) => `Ennen arvoa ”${value}” puuttuu valinta.`,
  noValue: (option: string) => `Valinnan ${option} arvo puuttuu.`,
  wrong: (option: string, value: string) => `Valinnan ${option} arvo ”${value}” ei kelpaa.`,
  allowed: 'Kelpaa:',
  how: (example: string) => `Käyttö: ${example}`,
  count: 'kokonaisluku, vähintään 1',
  years: (from: number, to: number) => `vuodet ${from}–${to}`,
  notWritten: (option: string, path: string) => `Valinnan ${option} tiedostoa ”${path}” ei voi kirjoittaa. Tarkista kansio ja oikeudet.`,
};
