package org.bakeoff.dataset.synthetic;

import org.bakeoff.testkit.DatasetContract;

class SyntheticContractTest extends DatasetContract<SyntheticConfig> {

    @Override
    protected SyntheticDataset plugin() {
        return new SyntheticDataset();
    }
}
