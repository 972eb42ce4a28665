package org.bakeoff.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Reports a spec that can't be run, with all that is wrong with it. */
public final class SpecException extends BakeoffException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 100;

    private final transient List<SpecFault> faults;

    /**
     * Refuses a spec.
     *
     * @param source the file the spec came from, or what else to call it
     * @param faults all that is wrong; at least one
     */
    public SpecException(String source, List<SpecFault> faults) {
        super(
                ErrorCode.SPEC_INVALID,
                new ErrorLocation.OfPointer(source, faults.get(0).pointer()),
                faults.stream()
                        .limit(SHOWN)
                        .map(fault -> "  " + fault)
                        .collect(Collectors.joining("\n", source + " can't be run:\n", more(faults.size() - SHOWN))),
                "");
        this.faults = List.copyOf(faults);
    }

    /** All that is wrong; the message names no more than the first hundred. */
    public List<SpecFault> faults() {
        return faults;
    }

    private static String more(int count) {
        return count > 0 ? "\n  and " + count + " more" : "";
    }
}
