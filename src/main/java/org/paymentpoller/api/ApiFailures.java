package org.paymentpoller.api;

import java.time.Duration;
import java.util.List;
import org.paymentpoller.history.FailedRead;
import org.paymentpoller.history.TooManyReadsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures as problem details (RFC 9457). */
@RestControllerAdvice(assignableTypes = PaymentsController.class)
public class ApiFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    /** What is wrong is also there for programs, a member {@code errors} with an object for each parameter. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> badParameters(BadParametersException bad) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(bad.getMessage()));
        List<BadParameter> problems = bad.problems();
        problem.setProperty("errors", problems);
        return ResponseEntity.of(problem).build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooManyReads(TooManyReadsException busy) {
        return unavailable(String.valueOf(busy.getMessage()), SOON);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSlow(QueryTimeoutException slow) {
        told(slow);
        return unavailable("the database took too long; ask for fewer blocks, or try again", LATER);
    }

    @ExceptionHandler({
        TransactionException.class,
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class
    })
    ResponseEntity<ProblemDetail> noDatabase(Exception failure) {
        told(failure);
        return unavailable("the database cannot be read now; try again", LATER);
    }

    private static void told(Exception failure) {
        LOG.warn("Payments could not be read: {}", FailedRead.line(failure));
    }

    private static ResponseEntity<ProblemDetail> unavailable(String detail, Duration wait) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()))
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }
}
