package org.bakeoff.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.Encoding;
import org.bakeoff.io.Sha256;
import org.bakeoff.spec.ConfigSecrets;
import org.bakeoff.spec.Spec;

/**
 * The encoding of a model that doesn't take the dataset's token ids. Every method throws {@link org.bakeoff.io.BakeoffException} if
 * the plugin fails or breaks its contract.
 */
public final class ModelEncoding {

    private final PluginFaults faults;
    private final Encoding encoding;
    private final Spec.Chosen<ModelProvider<?>> provider;

    private ModelEncoding(PluginFaults faults, Encoding encoding, Spec.Chosen<ModelProvider<?>> provider) {
        this.provider = provider;
        this.faults = faults;
        this.encoding = encoding;
    }

    /** Returns the encoding of a model; empty if it takes the dataset's token ids. */
    public static Optional<ModelEncoding> of(Spec.Chosen<ModelProvider<?>> provider) {
        PluginFaults faults = new PluginFaults(provider.plugin(), ConfigSecrets.filter(provider.config()));
        return faults.called("its encoding", () -> encoding(provider.plugin(), provider.config()))
                .map(encoding -> new ModelEncoding(faults, encoding, provider));
    }

    /** Returns the same encoding by an instance of the plugin that hasn't learned anything, as a later process has it. */
    ModelEncoding anew() {
        return of(new Spec.Chosen<>((ModelProvider<?>) PluginFaults.anew(provider.plugin()), provider.config()))
                .orElseThrow(() -> faults.contract("has an encoding, and then none"));
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Optional<Encoding> encoding(ModelProvider<C> plugin, Record config) {
        return plugin.encoding((C) config);
    }

    PluginFaults faults() {
        return faults;
    }

    /** Returns the SHA-256 of its fingerprint. */
    String sha256() {
        return Sha256.of(faults.called("the fingerprint of its encoding", encoding::fingerprint));
    }

    /** Returns the classes of the plugin and of the encoding, which may be another's. */
    List<Class<?>> code() {
        return List.of(faults.plugin().getClass(), encoding.getClass());
    }

    DatasetInfo learn(DatasetInfo data, Stream<String> texts) {
        DatasetInfo learned = faults.called("what its encoding learned", () -> encoding.learn(data, texts));
        if (!learned.classes().equals(data.classes())) {
            throw faults.contract("changes the classes in its encoding");
        }
        return learned;
    }

    /**
     * Returns the encoder of texts.
     *
     * @param data what the encoding learned
     */
    public CheckedEncoder encoder(DatasetInfo data) {
        return new CheckedEncoder(faults, faults.called("its encoder", () -> encoding.encoder(data)), data);
    }
}
