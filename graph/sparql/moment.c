/* moment.c — reading and splitting dates (proleptic Gregorian calendar). */
#include "graph/sparql/moment.h"

#include "graph/sparql/decimal.h"

struct reading {
  struct relata_str text;
  size_t at;
};

static bool take(struct reading *reading, char sign) {
  if (reading->at < reading->text.len && reading->text.data[reading->at] == sign) {
    reading->at++;
    return true;
  }
  return false;
}

/* `least` digits or more, up to `most`. */
static bool take_digits(struct reading *reading, size_t least, size_t most, int64_t *out) {
  size_t count = 0;
  *out = 0;
  while (count < most && reading->at < reading->text.len && reading->text.data[reading->at] >= '0' &&
         reading->text.data[reading->at] <= '9') {
    *out = 10 * *out + (reading->text.data[reading->at++] - '0');
    count++;
  }
  return count >= least;
}

static int days_in(int64_t year, int64_t month) {
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

/* Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_date(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400, year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static bool take_date(struct reading *reading, int64_t *days) {
  int64_t year, month, day;
  const bool negative = take(reading, '-');
  if (!take_digits(reading, 4, 9, &year) || !take(reading, '-') || !take_digits(reading, 2, 2, &month) ||
      !take(reading, '-') || !take_digits(reading, 2, 2, &day))
    return false;
  if (negative)
    year = -year;
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, month))
    return false;
  *days = days_from_date(year, month, day);
  return true;
}

static bool take_time(struct reading *reading, int64_t *seconds, int *nanoseconds) {
  int64_t hour, minute, second;
  *nanoseconds = 0;
  if (!take_digits(reading, 2, 2, &hour) || !take(reading, ':') || !take_digits(reading, 2, 2, &minute) ||
      !take(reading, ':') || !take_digits(reading, 2, 2, &second))
    return false;
  if (take(reading, '.')) {
    int64_t digit;
    int unit = 100000000;
    if (!take_digits(reading, 1, 1, &digit))
      return false;
    do {
      *nanoseconds += (int)digit * unit;
      unit /= 10;
    } while (take_digits(reading, 1, 1, &digit));
  }
  *seconds = 3600 * hour + 60 * minute + second;
  return minute < 60 && second < 60 && (hour < 24 || (hour == 24 && minute == 0 && second == 0));
}

static bool take_zone(struct reading *reading, struct moment *out) {
  int64_t hours, minutes;
  if (reading->at == reading->text.len)
    return true;
  out->has_zone = true;
  if (take(reading, 'Z'))
    return true;
  const bool west = take(reading, '-');
  if (!west && !take(reading, '+'))
    return false;
  if (!take_digits(reading, 2, 2, &hours) || !take(reading, ':') || !take_digits(reading, 2, 2, &minutes) ||
      hours > 14 || minutes > 59)
    return false;
  out->zone = (int)(60 * hours + minutes) * (west ? -1 : 1);
  return true;
}

static bool finish(struct reading *reading, int64_t days, int64_t seconds, struct moment *out) {
  if (!take_zone(reading, out) || reading->at != reading->text.len)
    return false;
  out->seconds = 86400 * days + seconds - 60 * out->zone;
  return true;
}

bool moment_read(struct relata_str text, struct moment *out) {
  struct reading reading = { text, 0 };
  int64_t days, seconds;
  *out = (struct moment){ 0 };
  return take_date(&reading, &days) && take(&reading, 'T') && take_time(&reading, &seconds, &out->nanoseconds) &&
         finish(&reading, days, seconds, out);
}

bool moment_read_date(struct relata_str text, struct moment *out) {
  struct reading reading = { text, 0 };
  int64_t days;
  *out = (struct moment){ 0 };
  return take_date(&reading, &days) && finish(&reading, days, 0, out);
}

struct calendar moment_calendar(const struct moment *moment) {
  const int64_t local = moment->seconds + 60 * moment->zone;
  const int64_t days = local >= 0 ? local / 86400 : -((86399 - local) / 86400), rest = local - 86400 * days;
  const int64_t shifted = days + 719468, era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  struct calendar calendar = {
    .year = year_of_era + era * 400 + (month >= 10),
    .month = (int)(month < 10 ? month + 3 : month - 9),
    .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    .hour = (int)(rest / 3600),
    .minute = (int)(rest / 60 % 60),
  };
  const struct decimal fraction = { moment->nanoseconds, 9 }, zero = { 0, 0 };
  decimal_add((struct decimal){ rest % 60, 0 }, fraction, &calendar.second);
  if (moment->nanoseconds == 0)
    decimal_add((struct decimal){ rest % 60, 0 }, zero, &calendar.second);
  return calendar;
}
