package org.paymentpoller.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paymentpoller.ledger.BlockWindow;

class ParsedCommandTest {

    @Test
    void anOptionAndItsValueAreOneArgumentOrTwo() {
        ParsedCommand parsed = read("verify --from 1 --to=5000");

        assertThat(parsed.command()).isEqualTo(Command.VERIFY);
        assertThat(parsed.block("from")).isEqualTo(1);
        assertThat(parsed.block("to")).isEqualTo(5000);
    }

    @Test
    void aReasonIsTakenAsItIs() {
        assertThat(ParsedCommand.read(List.of("pause", "--reason", "the bank = closed --today"))
                        .text("reason"))
                .isEqualTo("the bank = closed --today");
    }

    @Test
    void settingsOfTheApplicationAreLeftToIt() {
        assertThat(read("status --poller.cursor-id=other").settings()).containsExactly("--poller.cursor-id=other");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            verfy --from 1          | There is no command 'verfy'; the commands are: status, pause --reason <text>,
            verify --to 1           | --from is missing; the command is: verify --from <block> --to <block>
            verify --from 1 --to    | --to has no value; the command is: verify --from <block> --to <block>
            verify --from x --to 2  | --from is 'x', which is no block number
            verify --from 1 --from 2 --to 3 | --from is given twice
            verify 1 5000           | '1' is not understood; the command is: verify --from <block> --to <block>
            resume --reason why     | '--reason' is not understood; the command is: resume
            """)
    void whatIsNotUnderstoodIsToldInOneLine(String line, String told) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(BadCommandException.class)
                .hasMessageStartingWith(told);
    }

    @ParameterizedTest
    @CsvSource({"verify, true", "nonsense, true", "--server.port=0, false", "-h, false", "server.port=0, false"})
    void aFirstArgumentThatIsNoOptionIsACommand(String first, boolean isCommand) {
        assertThat(CommandLine.isCommand(first)).isEqualTo(isCommand);
        assertThat(CommandLine.isCommand()).isFalse();
    }

    @Test
    void progressIsALineForEveryTenthAndForTheEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressLines progress = new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8));
        BlockWindow all = new BlockWindow(101, 600);
        for (long block = 101; block <= 600; block++) {
            progress.reached(block, all);
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(11)
                .startsWith("block 101 of 101 to 600 (0%)", "block 150 of 101 to 600 (10%)")
                .endsWith("block 600 of 101 to 600 (100%)");
    }

    private static ParsedCommand read(String line) {
        return ParsedCommand.read(List.of(line.split(" ")));
    }
}
