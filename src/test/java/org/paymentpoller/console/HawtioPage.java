package org.paymentpoller.console;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.paymentpoller.fixture.Browser;

/** Hawtio as a person uses it. */
final class HawtioPage {

    private static final By STOP = By.xpath("//div[@id='camel-routes-toolbar']//button[.//text()='Stop']");
    private static final By START = By.xpath("//div[@id='camel-routes-toolbar']//button[.//text()='Start']");

    private final Browser browser;

    private HawtioPage(Browser browser) {
        this.browser = browser;
    }

    /** Goes there and fills the form that is in the way. */
    static HawtioPage logIn(Browser browser, String url, String user, String password) {
        browser.open(url);
        browser.type(By.name("username"), user);
        browser.type(By.name("password"), password);
        browser.click(By.cssSelector("button[type=submit]"));
        return new HawtioPage(browser);
    }

    /** Waits until Hawtio greets this user, and shows Camel. */
    void awaitUser(String name) {
        browser.awaitElement(By.id("hawtio-header-user-dropdown-toggle"), user -> user.getText()
                .equals(name));
        browser.awaitElement(By.id("camel-tree-view"), WebElement::isDisplayed);
    }

    /** Selects the folder of all routes. */
    void selectRoutes() {
        browser.click(inTree("-routes-folder"));
    }

    /** Selects one route. */
    void selectRoute(String id) {
        browser.click(inTree("-routes-" + id + "-folder"));
    }

    /** Waits until the diagram has this step; a long route's are not all in sight. */
    void awaitStepInDiagram(String id) {
        browser.awaitElement(By.xpath("//div[@class='camel-node-id'][contains(., '(ID: " + id + ")')]"), step -> true);
    }

    /** Opens the table of the routes, and ticks one. */
    void tickInTable(String route) {
        selectRoutes();
        browser.click(By.xpath("//section[@id='camel-content-main' or @id='camel-content-header']/..//a[.='Routes']"));
        browser.click(By.xpath(row(route) + "//input[@type='checkbox']"));
    }

    /** Waits until the table of the routes, which Hawtio renews every 10 s, gives a route this state. */
    void awaitStateInTable(String route, String state) {
        browser.awaitElement(By.xpath(row(route) + "/td[@data-label='State']"), cell -> cell.getText()
                .equals(state));
    }

    /** Stops what is ticked. */
    void stop() {
        browser.click(STOP);
    }

    /** Starts what is ticked. */
    void start() {
        browser.click(START);
    }

    /** Waits until neither start nor stop can be clicked. */
    void awaitNoControls() {
        browser.awaitElement(STOP, control -> !control.isEnabled());
        browser.awaitElement(START, control -> !control.isEnabled());
    }

    /** By the menu under the user's name. */
    void logOut() {
        browser.click(By.id("hawtio-header-user-dropdown-toggle"));
        browser.click(By.xpath("//*[text()='Log out']"));
    }

    private static By inTree(String endOfId) {
        return By.cssSelector("#camel-tree-view li[id$='" + endOfId + "'] button[class*='node-text']");
    }

    private static String row(String route) {
        return "//table[@id='camel-routes-table']//tr[td[@data-label='Name'][.='" + route + "']]";
    }
}
