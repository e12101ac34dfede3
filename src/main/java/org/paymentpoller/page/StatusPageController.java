package org.paymentpoller.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.history.FailedRead;
import org.paymentpoller.history.TooManyReadsException;
import org.paymentpoller.settings.PollerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The status page, which htmx asks for again and takes the sections from that have changed. */
@Controller
public class StatusPageController {

    private static final Logger LOG = LoggerFactory.getLogger(StatusPageController.class);

    private static final String TEMPLATE = "status";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final RecordedReader reader;
    private final WatchStatus status;
    private final WatchIdentity watch;
    private final PollerSettings settings;
    private final Clock clock;

    StatusPageController(
            RecordedReader reader, WatchStatus status, WatchIdentity watch, PollerSettings settings, Clock clock) {
        this.reader = reader;
        this.status = status;
        this.watch = watch;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/")
    String page(
            @RequestParam(name = "q", required = false) @Nullable String q,
            @RequestParam(name = "watch", required = false) @Nullable String watchId,
            @RequestParam(name = "period", required = false) @Nullable String period,
            @RequestParam(name = "before", required = false) @Nullable String before,
            @RequestParam(name = "rejected", required = false) @Nullable String rejected,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (request.getAttribute(Globals.PARAMETER_PARSE_FAILED_ATTR) != null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        PollerSettings.Console console = settings.console();
        model.addAttribute("id", watch.cursorId());
        Duration stale = settings.health().staleAfter(settings.interval());
        model.addAttribute("own", OwnWatch.of(status, clock, stale, settings.maxBlockRange()));
        model.addAttribute("now", Moment.of(clock.instant()));
        model.addAttribute("hawtio", console.isOn());
        model.addAttribute("metrics", console.isOn() || console.anonymousPrometheus());
        model.addAttribute("user", request.getRemoteUser());
        PageQuery query = PageQuery.parse(q, watchId, period, before, rejected);
        model.addAttribute("typed", query.term().typed());
        try {
            model.addAttribute("page", StatusPage.of(reader.read(query), watch.cursorId()));
        } catch (TooManyReadsException busy) {
            unavailable(response, model, "Too many people look at once. This page tries again by itself.", SOON);
        } catch (QueryTimeoutException slow) {
            told(slow);
            unavailable(response, model, "The database took too long. This page tries again by itself.", LATER);
        } catch (TransactionException | TransientDataAccessException | DataAccessResourceFailureException failure) {
            told(failure);
            unavailable(
                    response,
                    model,
                    "The database cannot be read now: no payments are shown. This page tries again by itself.",
                    LATER);
        }
        return TEMPLATE;
    }

    /** What a browser asks for where a page names no icon, as the form to log in. */
    @GetMapping("/favicon.ico")
    String icon() {
        return "redirect:/favicon.svg";
    }

    private static void unavailable(HttpServletResponse response, Model model, String problem, Duration wait) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
        model.addAttribute("problem", problem);
    }

    private static void told(Exception failure) {
        LOG.warn("The status page could not read the database: {}", FailedRead.line(failure));
    }
}
