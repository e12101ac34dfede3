// SPDX-License-Identifier: Apache-2.0
pragma solidity =0.8.30;

/// @title The burn contract of the tests and of the demo.
/// @notice It holds no tokens: it emits the event that the poller watches, well formed or not, as a test asks for it.
contract BurnContract {
    event LogBurnWithDigest(address indexed account, uint256 amount, bytes32 indexed digest, uint256 timestamp);

    error TooManyTopics(uint256 count);

    /// @notice One burn by the sender, now.
    function burn(uint256 amount, bytes32 digest) external {
        emit LogBurnWithDigest(msg.sender, amount, digest, block.timestamp);
    }

    /// @notice One burn with every field chosen by the caller.
    function burnAs(address account, uint256 amount, bytes32 digest, uint256 timestamp) external {
        emit LogBurnWithDigest(account, amount, digest, timestamp);
    }

    /// @notice `count` burns by the sender in one transaction, of firstAmount, firstAmount + 1 and so on.
    function burnMany(uint256 count, uint256 firstAmount) external {
        for (uint256 i = 0; i < count; ++i) {
            bytes32 digest = keccak256(abi.encode(block.number, i, msg.sender));
            emit LogBurnWithDigest(msg.sender, firstAmount + i, digest, block.timestamp);
        }
    }

    /// @notice A log of up to four topics and any data, such as no well-behaved contract would emit.
    function emitRaw(bytes32[] memory topics, bytes memory data) external {
        uint256 count = topics.length;
        if (count > 4) {
            revert TooManyTopics(count);
        }
        // Topics and data stand behind the length word of their arrays.
        assembly ("memory-safe") {
            let start := add(data, 0x20)
            let size := mload(data)
            switch count
            case 0 { log0(start, size) }
            case 1 { log1(start, size, mload(add(topics, 0x20))) }
            case 2 { log2(start, size, mload(add(topics, 0x20)), mload(add(topics, 0x40))) }
            case 3 {
                log3(start, size, mload(add(topics, 0x20)), mload(add(topics, 0x40)), mload(add(topics, 0x60)))
            }
            default {
                log4(
                    start,
                    size,
                    mload(add(topics, 0x20)),
                    mload(add(topics, 0x40)),
                    mload(add(topics, 0x60)),
                    mload(add(topics, 0x80))
                )
            }
        }
    }
}
