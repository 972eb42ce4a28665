package ${package};

import org.bakeoff.testkit.EvaluatorContract;

class ${className}Test extends EvaluatorContract<${className}.Config> {

    @Override
    protected ${className} plugin() {
        return new ${className}();
    }
}
