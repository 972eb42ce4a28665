package ${package};

import org.bakeoff.testkit.ModelProviderContract;

class ${className}Test extends ModelProviderContract<${className}.Config> {

    @Override
    protected ${className} plugin() {
        return new ${className}();
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}
