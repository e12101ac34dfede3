package org.paymentpoller.poll;

import java.util.Optional;
import org.paymentpoller.chain.BlockId;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.SecondOpinion;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.node.NodeException;

/** Whether the chain still has the block that the cursor stands at. */
public class CursorsBlock {

    private final SecondOpinion others;

    public CursorsBlock(SecondOpinion others) {
        this.others = others;
    }

    /**
     * Compares a block with the cursor's. One endpoint may lie or have lost its way; only a second one that agrees makes it a
     * reorganisation.
     *
     * @param endpoint the label of the endpoint that told the block
     * @param block with the number of the cursor's
     * @throws ReorganisationException when the chain has another block there
     * @throws NodeException when only that endpoint says so
     */
    void require(Cursor cursor, String endpoint, BlockId block) throws NodeException {
        Optional<String> expected = cursor.expectedHash();
        if (expected.isEmpty() || block.hash().equals(expected.get())) {
            return;
        }
        ReorganisationException reorganisation = new ReorganisationException(endpoint, block, expected.get());
        if (others.isToBeHadBeside(endpoint)
                && others.of(block.number(), endpoint).stream()
                        .allMatch(other -> other.hash().equals(expected.get()))) {
            throw new NodeException(endpoint + " has " + block.hash() + " as block " + block.number()
                    + ", which was recorded as " + expected.get()
                    + "; no other endpoint confirms it, and nothing is written");
        }
        throw reorganisation;
    }
}
