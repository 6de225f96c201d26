/**
 * A country → the zones of its clocks, the largest city's first; an instant in a zone → its local hour and weekday, and back.
 *
 * Offsets come from the runtime's own copy of the tz database (Intl.DateTimeFormat with the zone named), so daylight
 * saving is that of the date itself. The clock of the machine is never asked.
 */

/** A moment as the clocks of a zone show it. */
export interface LocalTime {
  /** 0 Monday … 6 Sunday. */
  readonly weekday: number;
  /** Hours since local midnight, with fraction; 0 to under 24. */
  readonly hour: number;
}

const DAY_S = 86_400;
const HOUR_S = 3600;

/** @returns [] for a country without a zone of its own here */
export function zonesOf(country: string): readonly string[] {
  return ZONES.get(country.toUpperCase()) ?? [];
}

/** Countries with a clock, by code. */
export const countriesWithZones = (): readonly string[] => [...ZONES.keys()];

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Seconds that the zone's clocks are ahead of UTC at this instant. */
export function offsetAt(zone: string, time: number): number {
  const day = Math.floor(time / DAY_S);
  const known = knownDays(zone);
  let ends = known.get(day);
  if (ends === undefined) {
    ends = [readOffset(zone, day * DAY_S), readOffset(zone, (day + 1) * DAY_S - 1)];
    known.set(day, ends);
  }
  // A day whose two ends agree has no change in it: zones change their clocks at most once within a day.
  return ends[0] === ends[1] ? ends[0] : readOffset(zone, time);
}

/** @param time Unix seconds */
export function localTime(zone: string, time: number): LocalTime {
  const local = time + offsetAt(zone, time);
  const day = Math.floor(local / DAY_S);
  // Day 0, 1 January 1970, was a Thursday.
  return { weekday: (((day + 3) % 7) + 7) % 7, hour: (local - day * DAY_S) / HOUR_S };
}

/**
 * The instant at which the zone's clocks show this wall time.
 *
 * A wall time that a change to summer time skips is taken an hour later, as calendars do (RFC 5545, section 3.3.5);
 * one that comes twice is its first coming.
 *
 * @param localDay days since 1970-01-01 on the zone's calendar
 */
export function instantOf(zone: string, localDay: number, hour: number): number {
  const wall = localDay * DAY_S + Math.round(hour * HOUR_S);
  // No offset is beyond ±14 h, so these two instants lie on both sides of any change near the wall time.
  const [before, after] = [offsetAt(zone, wall - DAY_S), offsetAt(zone, wall + DAY_S)];
  const first = wall - before;
  if (offsetAt(zone, first) === before) return first;
  const second = wall - after;
  if (offsetAt(zone, second) === after) return second;
  return first;
}

/** The zone's calendar day of an instant, days since 1970-01-01. */
export const localDayOf = (zone: string, time: number): number => Math.floor((time + offsetAt(zone, time)) / DAY_S);

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const DAYS = new Map<string, Map<number, readonly [number, number]>>();

function knownDays(zone: string): Map<number, readonly [number, number]> {
  let days = DAYS.get(zone);
  if (days === undefined) {
    days = new Map();
    DAYS.set(zone, days);
  }
  return days;
}

/** @throws RangeError for a name that is no zone; callers ask isZone first, where the name came from outside */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(zone, format);
  }
  return format;
}

function readOffset(zone: string, time: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(time * 1000)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(time);
}

/**
 * From zone.tab of the tz database (public domain). Zones that showed the same time in January and July 2026 are listed
 * once. Where a country has several, the one with its largest city was put first by hand (AU, BR, CA, MX, RU, UA, US);
 * Antarctica and uninhabited islands are left out.
 */
const ZONES: ReadonlyMap<string, readonly string[]> = new Map(
  (
    'AD:Europe/Andorra AE:Asia/Dubai AF:Asia/Kabul AG:America/Antigua AI:America/Anguilla AL:Europe/Tirane ' +
    'AM:Asia/Yerevan AO:Africa/Luanda AR:America/Argentina/Buenos_Aires AS:Pacific/Pago_Pago AT:Europe/Vienna ' +
    'AU:Australia/Sydney,Australia/Lord_Howe,Australia/Broken_Hill,Australia/Brisbane,Australia/Darwin,Australia/Perth,Australia/Eucla ' +
    'AW:America/Aruba AX:Europe/Mariehamn AZ:Asia/Baku BA:Europe/Sarajevo BB:America/Barbados BD:Asia/Dhaka ' +
    'BE:Europe/Brussels BF:Africa/Ouagadougou BG:Europe/Sofia BH:Asia/Bahrain BI:Africa/Bujumbura ' +
    'BJ:Africa/Porto-Novo BL:America/St_Barthelemy BM:Atlantic/Bermuda BN:Asia/Brunei BO:America/La_Paz ' +
    'BQ:America/Kralendijk BR:America/Sao_Paulo,America/Manaus,America/Noronha,America/Eirunepe BS:America/Nassau ' +
    'BT:Asia/Thimphu BW:Africa/Gaborone BY:Europe/Minsk BZ:America/Belize ' +
    'CA:America/Toronto,America/Vancouver,America/St_Johns,America/Halifax,America/Blanc-Sablon,America/Atikokan,America/Winnipeg,America/Regina,America/Edmonton,America/Creston ' +
    'CC:Indian/Cocos CD:Africa/Kinshasa,Africa/Lubumbashi CF:Africa/Bangui CG:Africa/Brazzaville CH:Europe/Zurich ' +
    'CI:Africa/Abidjan CK:Pacific/Rarotonga CL:America/Santiago,America/Coyhaique,Pacific/Easter CM:Africa/Douala ' +
    'CN:Asia/Shanghai,Asia/Urumqi CO:America/Bogota CR:America/Costa_Rica CU:America/Havana ' +
    'CV:Atlantic/Cape_Verde CW:America/Curacao CX:Indian/Christmas CY:Asia/Nicosia CZ:Europe/Prague ' +
    'DE:Europe/Berlin DJ:Africa/Djibouti DK:Europe/Copenhagen DM:America/Dominica DO:America/Santo_Domingo ' +
    'DZ:Africa/Algiers EC:America/Guayaquil,Pacific/Galapagos EE:Europe/Tallinn EG:Africa/Cairo ' +
    'EH:Africa/El_Aaiun ER:Africa/Asmara ES:Europe/Madrid,Atlantic/Canary ET:Africa/Addis_Ababa ' +
    'FI:Europe/Helsinki FJ:Pacific/Fiji FK:Atlantic/Stanley FM:Pacific/Chuuk,Pacific/Pohnpei FO:Atlantic/Faroe ' +
    'FR:Europe/Paris GA:Africa/Libreville GB:Europe/London GD:America/Grenada GE:Asia/Tbilisi GF:America/Cayenne ' +
    'GG:Europe/Guernsey GH:Africa/Accra GI:Europe/Gibraltar GL:America/Nuuk,America/Danmarkshavn,America/Thule ' +
    'GM:Africa/Banjul GN:Africa/Conakry GP:America/Guadeloupe GQ:Africa/Malabo GR:Europe/Athens ' +
    'GS:Atlantic/South_Georgia GT:America/Guatemala GU:Pacific/Guam GW:Africa/Bissau GY:America/Guyana ' +
    'HK:Asia/Hong_Kong HN:America/Tegucigalpa HR:Europe/Zagreb HT:America/Port-au-Prince HU:Europe/Budapest ' +
    'ID:Asia/Jakarta,Asia/Makassar,Asia/Jayapura IE:Europe/Dublin IL:Asia/Jerusalem IM:Europe/Isle_of_Man ' +
    'IN:Asia/Kolkata IO:Indian/Chagos IQ:Asia/Baghdad IR:Asia/Tehran IS:Atlantic/Reykjavik IT:Europe/Rome ' +
    'JE:Europe/Jersey JM:America/Jamaica JO:Asia/Amman JP:Asia/Tokyo KE:Africa/Nairobi KG:Asia/Bishkek ' +
    'KH:Asia/Phnom_Penh KI:Pacific/Tarawa,Pacific/Kanton,Pacific/Kiritimati KM:Indian/Comoro KN:America/St_Kitts ' +
    'KP:Asia/Pyongyang KR:Asia/Seoul KW:Asia/Kuwait KY:America/Cayman KZ:Asia/Almaty LA:Asia/Vientiane ' +
    'LB:Asia/Beirut LC:America/St_Lucia LI:Europe/Vaduz LK:Asia/Colombo LR:Africa/Monrovia LS:Africa/Maseru ' +
    'LT:Europe/Vilnius LU:Europe/Luxembourg LV:Europe/Riga LY:Africa/Tripoli MA:Africa/Casablanca ' +
    'MC:Europe/Monaco MD:Europe/Chisinau ME:Europe/Podgorica MF:America/Marigot MG:Indian/Antananarivo ' +
    'MH:Pacific/Majuro MK:Europe/Skopje ML:Africa/Bamako MM:Asia/Yangon MN:Asia/Ulaanbaatar,Asia/Hovd ' +
    'MO:Asia/Macau MP:Pacific/Saipan MQ:America/Martinique MR:Africa/Nouakchott MS:America/Montserrat ' +
    'MT:Europe/Malta MU:Indian/Mauritius MV:Indian/Maldives MW:Africa/Blantyre ' +
    'MX:America/Mexico_City,America/Tijuana,America/Cancun,America/Matamoros,America/Ciudad_Juarez,America/Mazatlan ' +
    'MY:Asia/Kuala_Lumpur MZ:Africa/Maputo NA:Africa/Windhoek NC:Pacific/Noumea NE:Africa/Niamey ' +
    'NF:Pacific/Norfolk NG:Africa/Lagos NI:America/Managua NL:Europe/Amsterdam NO:Europe/Oslo NP:Asia/Kathmandu ' +
    'NR:Pacific/Nauru NU:Pacific/Niue NZ:Pacific/Auckland,Pacific/Chatham OM:Asia/Muscat PA:America/Panama ' +
    'PE:America/Lima PF:Pacific/Tahiti,Pacific/Marquesas,Pacific/Gambier ' +
    'PG:Pacific/Port_Moresby,Pacific/Bougainville PH:Asia/Manila PK:Asia/Karachi PL:Europe/Warsaw ' +
    'PM:America/Miquelon PN:Pacific/Pitcairn PR:America/Puerto_Rico PS:Asia/Gaza PT:Europe/Lisbon,Atlantic/Azores ' +
    'PW:Pacific/Palau PY:America/Asuncion QA:Asia/Qatar RE:Indian/Reunion RO:Europe/Bucharest RS:Europe/Belgrade ' +
    'RU:Europe/Moscow,Europe/Kaliningrad,Europe/Astrakhan,Asia/Yekaterinburg,Asia/Omsk,Asia/Novosibirsk,Asia/Irkutsk,Asia/Chita,Asia/Vladivostok,Asia/Magadan,Asia/Kamchatka ' +
    'RW:Africa/Kigali SA:Asia/Riyadh SB:Pacific/Guadalcanal SC:Indian/Mahe SD:Africa/Khartoum SE:Europe/Stockholm ' +
    'SG:Asia/Singapore SH:Atlantic/St_Helena SI:Europe/Ljubljana SJ:Arctic/Longyearbyen SK:Europe/Bratislava ' +
    'SL:Africa/Freetown SM:Europe/San_Marino SN:Africa/Dakar SO:Africa/Mogadishu SR:America/Paramaribo ' +
    'SS:Africa/Juba ST:Africa/Sao_Tome SV:America/El_Salvador SX:America/Lower_Princes SY:Asia/Damascus ' +
    'SZ:Africa/Mbabane TC:America/Grand_Turk TD:Africa/Ndjamena TF:Indian/Kerguelen TG:Africa/Lome ' +
    'TH:Asia/Bangkok TJ:Asia/Dushanbe TK:Pacific/Fakaofo TL:Asia/Dili TM:Asia/Ashgabat TN:Africa/Tunis ' +
    'TO:Pacific/Tongatapu TR:Europe/Istanbul TT:America/Port_of_Spain TV:Pacific/Funafuti TW:Asia/Taipei ' +
    'TZ:Africa/Dar_es_Salaam UA:Europe/Kyiv UG:Africa/Kampala ' +
    'US:America/New_York,America/Chicago,America/Los_Angeles,America/Denver,America/Phoenix,America/Anchorage,America/Adak,Pacific/Honolulu ' +
    'UY:America/Montevideo UZ:Asia/Samarkand VA:Europe/Vatican VC:America/St_Vincent VE:America/Caracas ' +
    'VG:America/Tortola VI:America/St_Thomas VN:Asia/Ho_Chi_Minh VU:Pacific/Efate WF:Pacific/Wallis ' +
    'WS:Pacific/Apia YE:Asia/Aden YT:Indian/Mayotte ZA:Africa/Johannesburg ZM:Africa/Lusaka ZW:Africa/Harare'
  )
    .split(' ')
    .map((entry) => {
      const [country = '', zones = ''] = entry.split(':');
      return [country, zones.split(',')] as const;
    }),
);
