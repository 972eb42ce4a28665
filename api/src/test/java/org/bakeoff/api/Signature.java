package org.bakeoff.api;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a type others can compile against, in lines that each stand alone: generics, nullness and annotations too. */
final class Signature {

    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int MATTERS = VISIBLE | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;
    private static final Set<String> IMPLIED_BY_A_RECORD = Set.of("equals", "hashCode", "toString");

    private Signature() {}

    /** The lines of a type that is public or protected, and of those within it; none for another. */
    static Stream<String> of(Class<?> type) {
        if ((type.getModifiers() & VISIBLE) == 0) {
            return Stream.of();
        }
        String name = name(type);
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> visible(field.getModifiers()) && !field.isSynthetic())
                                .map(Signature::field),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(constructor ->
                                        visible(constructor.getModifiers()) && !constructor.isSynthetic())
                                .map(Signature::constructor),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> visible(method.getModifiers()) && !method.isSynthetic())
                                .filter(method -> !type.isRecord() || !IMPLIED_BY_A_RECORD.contains(method.getName()))
                                .map(Signature::method))
                .flatMap(lines -> lines)
                .map(line -> name + ": " + line)
                .sorted();
        Stream<String> inner = Arrays.stream(type.getDeclaredClasses())
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(Signature::of);
        return Stream.of(Stream.of(name + ": " + type(type)), members, inner).flatMap(lines -> lines);
    }

    private static boolean visible(int modifiers) {
        return (modifiers & VISIBLE) != 0;
    }

    private static String type(Class<?> type) {
        List<String> words = new ArrayList<>();
        words.add(annotations(type) + Modifier.toString(type.getModifiers() & MATTERS));
        if (type.isSealed()) {
            words.add("sealed");
        }
        words.add(type.isAnnotation() ? "@interface" : kind(type));
        words.add(type.getSimpleName() + variables(type) + components(type));
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && !Set.of(Object.class, Record.class).contains(type.getSuperclass()) && !type.isEnum()) {
            words.add("extends " + type(parent));
        }
        words.add(listed(" implements ", type.getAnnotatedInterfaces()));
        if (type.isSealed()) {
            words.add(Arrays.stream(type.getPermittedSubclasses())
                    .map(Signature::name)
                    .sorted()
                    .collect(Collectors.joining(", ", "permits ", "")));
        }
        return String.join(" ", words).strip().replaceAll(" +", " ");
    }

    private static String kind(Class<?> type) {
        return type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String components(Class<?> type) {
        return !type.isRecord()
                ? ""
                : Arrays.stream(type.getRecordComponents())
                        .map(component ->
                                annotations(component) + type(component.getAnnotatedType()) + " " + component.getName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String field(Field field) {
        return annotations(field) + modifiers(field.getModifiers()) + type(field.getAnnotatedType()) + " "
                + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return annotations(constructor) + modifiers(constructor.getModifiers()) + variables(constructor) + "new"
                + parameters(constructor);
    }

    private static String method(Method method) {
        Object value = method.getDefaultValue();
        String variables = variables(method);
        return annotations(method) + modifiers(method.getModifiers()) + (method.isDefault() ? "default " : "")
                + variables + (variables.isEmpty() ? "" : " ") + type(method.getAnnotatedReturnType()) + " "
                + method.getName() + parameters(method)
                + (value == null ? "" : " default " + Arrays.deepToString(new Object[] {value}));
    }

    private static String modifiers(int modifiers) {
        return Modifier.toString(modifiers & MATTERS) + " ";
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getAnnotatedParameterTypes())
                        .map(Signature::type)
                        .collect(Collectors.joining(", ", "(", executable.isVarArgs() ? "...)" : ")"))
                + listed(" throws ", executable.getAnnotatedExceptionTypes());
    }

    private static String variables(GenericDeclaration declaration) {
        return Arrays.stream(declaration.getTypeParameters())
                .map(variable -> variable.getName() + " extends "
                        + joined(" & ", variable.getAnnotatedBounds(), Signature::type))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), all -> all.isEmpty() ? "" : "<" + all + ">"));
    }

    private static String listed(String word, AnnotatedType[] types) {
        return types.length == 0 ? "" : word + joined(", ", types, Signature::type);
    }

    private static String joined(String separator, AnnotatedType[] types, Function<AnnotatedType, String> text) {
        return Arrays.stream(types).map(text).collect(Collectors.joining(separator));
    }

    private static String type(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return type(array.getAnnotatedGenericComponentType())
                    + " ".repeat(array.getAnnotations().length > 0 ? 1 : 0) + annotations(array) + "[]";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return annotations(wildcard) + "?" + listed(" super ", wildcard.getAnnotatedLowerBounds())
                    + listed(" extends ", wildcard.getAnnotatedUpperBounds());
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
            return annotations(parameterized) + name(raw) + "<"
                    + joined(", ", parameterized.getAnnotatedActualTypeArguments(), Signature::type) + ">";
        }
        return annotations(type) + name(type.getType());
    }

    private static String name(Type type) {
        String name = type instanceof Class<?> known ? known.getCanonicalName() : type.getTypeName();
        return name.replaceFirst("^(java\\.lang|org\\.bakeoff\\.api)\\.(?=[A-Z])", "");
    }

    static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::toString)
                .map(text -> text.replaceAll("@(\\w+\\.)+", "@").replace("()", "") + " ")
                .sorted()
                .collect(Collectors.joining());
    }
}
