package dev.larder.service.server;

import java.util.Base64;

/** Zips that other programs made. */
final class ForeignZips {

  /** Names in cp437, which are no UTF-8: {@code ü.txt} with {@code one}, {@code é.txt} with two. */
  static final byte[] OLD_NAMES =
      decoded(
          "UEsDBBQAAAAAAAAAIQDxhmx6AwAAAAMAAAAFAAAAgS50eHRvbmVQSwMEFAAAAAAAAAAhAGaK"
              + "yhEDAAAAAwAAAAUAAACCLnR4dHR3b1BLAQIUABQAAAAAAAAAIQDxhmx6AwAAAAMAAAAFAAAA"
              + "AAAAAAAAAAAAAAAAAACBLnR4dFBLAQIUABQAAAAAAAAAIQBmisoRAwAAAAMAAAAFAAAAAAAA"
              + "AAAAAAAAACYAAACCLnR4dFBLBQYAAAAAAgACAGYAAABMAAAAAAA=");

  /** A script before the zip, which moves all its offsets: {@code a.txt}, {@code dir/b.json}. */
  static final byte[] AFTER_A_SCRIPT =
      decoded(
          "IyEvYmluL3NoClBLAwQUAAAACAAAACEApzGgZgUAAAADAAAABQAAAGEudHh0c3R0BABQSwME"
              + "FAAAAAgAAAAhAFxZ6zsJAAAABwAAAAoAAABkaXIvYi5qc29uq1aqULIyrAUAUEsBAhQDFAAA"
              + "AAgAAAAhAKcxoGYFAAAAAwAAAAUAAAAAAAAAAAAAAIABAAAAAGEudHh0UEsBAhQDFAAAAAgA"
              + "AAAhAFxZ6zsJAAAABwAAAAoAAAAAAAAAAAAAAIABKAAAAGRpci9iLmpzb25QSwUGAAAAAAIA"
              + "AgBrAAAAWQAAAAAA");

  /** {@code a.txt}, packed with bzip2. */
  static final byte[] BZIP2 =
      decoded(
          "UEsDBC4AAAAMAAAAIQBD8O4wJwAAADwAAAAFAAAAYS50eHRCWmg5MUFZJlNZed5XtgAAAgwA"
              + "AEAgACAAIQCCCxdyRThQkHneV7ZQSwECLgMuAAAADAAAACEAQ/DuMCcAAAA8AAAABQAAAAAA"
              + "AAAAAAAAgAEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAASgAAAAAA");

  /** A name of letters that the service would not take: {@code é x.txt}. */
  static final byte[] FREE_NAME =
      decoded(
          "UEsDBBQAAAgAAAAAIQCDFtyMAQAAAAEAAAAIAAAAw6kgeC50eHR4UEsBAhQDFAAACAAAAAAh"
              + "AIMW3IwBAAAAAQAAAAgAAAAAAAAAAAAAAIABAAAAAMOpIHgudHh0UEsFBgAAAAABAAEANgAA"
              + "ACcAAAAAAA==");

  private ForeignZips() {}

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
