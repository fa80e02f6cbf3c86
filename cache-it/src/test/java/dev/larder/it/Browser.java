package dev.larder.it;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a window, from the packages that the host has. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final WebDriverWait wait;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    this.wait = new WebDriverWait(driver, PATIENCE);
    // What was found may be replaced by the page before it was looked at.
    wait.ignoring(StaleElementReferenceException.class);
  }

  /** Starts one whose window has that size; a wide one is a desk's, a narrow one a phone's. */
  static Browser start(int width, int height) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "chromium").toFile());
    // Containers, where tests run as root, have neither the sandbox nor a large /dev/shm.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    File service = program("chromedriver", "chromium-driver").toFile();
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service)
                .withTimeout(PATIENCE)
                .build(),
            options);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    return new Browser(driver);
  }

  private static Path program(String name, String debianPackage) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path file = Path.of(directory, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException(
        name + " is not on the PATH; install the Debian package " + debianPackage);
  }

  void open(Object address) {
    driver.get(address.toString());
  }

  /** Waits for an element that is shown and has that text in it, and returns it. */
  WebElement find(String selector, String text) {
    return wait.withMessage(() -> "no " + selector + " with " + text + " on:\n" + text())
        .until(
            open ->
                shown(selector).stream()
                    .filter(element -> element.getText().contains(text))
                    .findFirst()
                    .orElse(null));
  }

  WebElement find(String selector) {
    return find(selector, "");
  }

  /** Waits until that many elements are shown. */
  void awaitCount(String selector, int count) {
    wait.withMessage(() -> "not " + count + " of " + selector + " on:\n" + text())
        .until(open -> shown(selector).size() == count);
  }

  List<WebElement> shown(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(WebElement::isDisplayed)
        .toList();
  }

  /** Returns all the text that is shown. */
  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  void back() {
    driver.navigate().back();
  }

  /** Returns what the page complained of: errors of its program, and what it may not load. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Keeps a picture of the page beside the reports, for whoever wants to look. */
  void picture(String name) throws java.io.IOException {
    Path pictures = Files.createDirectories(Path.of("target", "pictures"));
    Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
