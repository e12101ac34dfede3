package org.paymentpoller.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Globals;
import org.paymentpoller.history.Page;
import org.paymentpoller.history.PaymentFilter;
import org.paymentpoller.history.PaymentHistory;
import org.paymentpoller.history.PaymentRow;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The API: only reads, one page at a time. */
@RestController
@RequestMapping("/api")
public class PaymentsController {

    private static final String DESCRIPTION = "<openapi.yaml>; rel=\"service-desc\"";

    private final PaymentHistory history;

    PaymentsController(PaymentHistory history) {
        this.history = history;
    }

    @GetMapping("/payments")
    ResponseEntity<PaymentsAnswer> payments(
            @RequestParam MultiValueMap<String, String> parameters, HttpServletRequest asked) {
        requireDecoded(asked);
        PaymentsRequest request = PaymentsRequest.parse(parameters);
        Page<PaymentRow> page = history.page(request.filter(), request.after(), request.limit());
        if (page.rows().isEmpty()) {
            requireWatch(request.filter());
        }
        PaymentsAnswer answer = PaymentsAnswer.of(page);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).header(HttpHeaders.LINK, DESCRIPTION);
        if (answer.next() != null) {
            response.header(HttpHeaders.LINK, "<" + nextPage(parameters, answer.next()) + ">; rel=\"next\"");
        }
        return response.body(answer);
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_YAML)
                .body(new ClassPathResource("api/openapi.yaml"));
    }

    @GetMapping("/**")
    ResponseEntity<ProblemDetail> nothing() {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "there is /api/payments, described by /api/openapi.yaml"))
                .build();
    }

    /** Tomcat leaves out what it cannot decode, and the answer would be that to another question. */
    private static void requireDecoded(HttpServletRequest asked) {
        if (asked.getAttribute(Globals.PARAMETER_PARSE_FAILED_ATTR) != null) {
            throw new BadParametersException(List.of(new BadParameter(
                    "query", asked.getQueryString(), "each parameter must have a name and be percent-encoded")));
        }
    }

    /** A mistyped watch must not look like one without payments. */
    private void requireWatch(PaymentFilter filter) {
        filter.cursorId().ifPresent(asked -> {
            Set<String> known = history.cursorIds();
            if (!known.contains(asked)) {
                throw new BadParametersException(List.of(new BadParameter(
                        PaymentsRequest.CURSOR_ID,
                        asked,
                        "there is no such row in block_cursors; there are " + String.join(", ", known))));
            }
        });
    }

    /** Relative to this one, so that it is right behind any proxy. */
    private static String nextPage(MultiValueMap<String, String> parameters, String next) {
        MultiValueMap<String, String> nexts = new LinkedMultiValueMap<>(parameters);
        nexts.set(PaymentsRequest.AFTER, next);
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        List<String> values = new ArrayList<>();
        nexts.forEach((name, all) -> all.forEach(value -> {
            // Only what is expanded is encoded in full; a plus sign would be read as a blank.
            link.queryParam(name, "{value}");
            values.add(value);
        }));
        return link.encode().buildAndExpand(values.toArray()).toUriString();
    }
}
