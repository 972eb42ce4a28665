package org.bakeoff.io;

/** Names a kind of failure that a user can act on, who has to act, and the exit code that the command line ends with. */
public enum ErrorCode {

    /** The spec breaks a rule. */
    SPEC_INVALID(Party.USER, ErrorCode.REFUSED),
    /** There is no plugin of that name. */
    PLUGIN_UNKNOWN(Party.USER, ErrorCode.REFUSED),
    /** A plugin folder is missing or can't be read. */
    PLUGIN_FOLDER_UNUSABLE(Party.USER, ErrorCode.REFUSED),
    /** There is no executor of that name. */
    EXECUTOR_UNKNOWN(Party.USER, ErrorCode.REFUSED),
    /** An executor's own option is missing, unknown or wrong. */
    EXECUTOR_INVALID(Party.USER, ErrorCode.REFUSED),
    /** Another run is writing to the run directory. */
    RUN_DIRECTORY_IN_USE(Party.USER, ErrorCode.REFUSED),
    /** The run directory, or a part of it, was deleted during a run, or another run has taken it over from one that seemed dead. */
    RUN_DIRECTORY_LOST(Party.USER, ErrorCode.FAILED),
    /** The run directory holds a run that can't be resumed, or results where there must be none. */
    RUN_DIRECTORY_OCCUPIED(Party.USER, ErrorCode.REFUSED),
    /** The folder is no run directory, or its run hasn't come to its end. */
    RUN_MISSING(Party.USER, ErrorCode.FAILED),
    /** A file of a run directory is damaged, was changed, or comes from another version. */
    RUN_DAMAGED(Party.USER, ErrorCode.FAILED),
    /** Runs have different test examples. */
    RUNS_NOT_COMPARABLE(Party.USER, ErrorCode.FAILED),
    /** A run holds no trained model of that name or seed. */
    MODEL_MISSING(Party.USER, ErrorCode.FAILED),
    /** A model can't be asked about texts. */
    MODEL_UNUSABLE(Party.USER, ErrorCode.FAILED),
    /** The dataset can't be loaded: a file is missing or damaged, or a download fails. */
    DATA_UNAVAILABLE(Party.USER, ErrorCode.FAILED),
    /** The dataset can't be used as the spec asks. */
    DATA_UNSUITABLE(Party.USER, ErrorCode.FAILED),
    /** What a model encodes texts with, such as the files of a folder, isn't what it was when its examples were encoded. */
    ENCODING_CHANGED(Party.USER, ErrorCode.FAILED),
    /** A file of predictions, or of the labels to compare them with, doesn't fit the test examples. */
    PREDICTIONS_INVALID(Party.USER, ErrorCode.FAILED),
    /** A plugin's code failed or broke its contract. */
    PLUGIN_FAILED(Party.PLUGIN, ErrorCode.FAILED),
    /**
     * A file isn't opened: it is a link in a folder where none is followed, a pipe or a device, or far larger than such a file
     * can be.
     */
    FILE_REFUSED(Party.USER, ErrorCode.FAILED),
    /** A file can't be read or written. */
    FILE_UNUSABLE(Party.ENVIRONMENT, ErrorCode.FAILED),
    /** PyTorch can't be unpacked or loaded. */
    ENGINE_MISSING(Party.ENVIRONMENT, ErrorCode.FAILED),
    /** Java's memory ran out. */
    OUT_OF_MEMORY(Party.ENVIRONMENT, ErrorCode.FAILED);

    /** The exit code where a trial, a file or a check failed. */
    public static final int FAILED = 1;

    /** The exit code where the usage or the spec is wrong. */
    public static final int REFUSED = 2;

    /** The exit code of an interrupted command. */
    public static final int INTERRUPTED = 130;

    /** Says who has to act. */
    public enum Party {
        /** Whoever wrote the spec, gave the command, or owns the files. */
        USER,
        /** The author of a plugin. */
        PLUGIN,
        /** Whoever runs the machine. */
        ENVIRONMENT
    }

    private final Party party;
    private final int exitCode;

    ErrorCode(Party party, int exitCode) {
        this.party = party;
        this.exitCode = exitCode;
    }

    /** Returns who has to act. */
    public Party party() {
        return party;
    }

    /** Returns the exit code of the command line, {@link #FAILED} or {@link #REFUSED}. */
    public int exitCode() {
        return exitCode;
    }
}
